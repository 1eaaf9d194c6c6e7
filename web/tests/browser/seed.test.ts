// The page that the reader was first built for: 37 numbers are lost on it, and 805亿元 stands on a damaged line.

import {existsSync} from 'node:fs';
import type {Browser} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';

import {Desk, seedPage, type Added} from './desk';
import {Screen} from './screen';

const there = existsSync(seedPage);
if (!there) console.log(`SKIPPED: the seed page is not there (${seedPage})`);

describe.skipIf(!there)('the seed page', () => {
  let desk: Desk;
  let browser: Browser;
  let report: Added;

  beforeAll(async () => {
    desk = await Desk.start();
    browser = await Screen.browser();
    report = await desk.add(seedPage);
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.stop();
  });

  test('37 lost numbers are struck', async () => {
    const screen = await Screen.open(browser);
    await screen.page.goto(`${desk.address}/reports/${report.id}`);
    await screen.page.waitForSelector('.text-pane .mark');
    await screen.page.getByRole('button', {name: /缺失 37/}).click();
    await expect.poll(() => screen.page.textContent('.records .count')).toMatch(/^37 \//);
    await screen.page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    expect(await screen.page.locator('.text-pane .figure.gap').count()).toBe(37);
    const struck = await screen.page.locator('.text-pane .figure.lost').evaluateAll((all) => all.filter((one) => getComputedStyle(one).textDecorationLine === 'line-through').length);
    expect(struck).toBe(await screen.page.locator('.text-pane .figure.lost').count());
    await screen.shot('seed-lost');
    expect(screen.complaints).toEqual([]);
    await screen.close();
  });

  test('805亿元 leads to its damaged source, and back', async () => {
    const screen = await Screen.open(browser);
    const {page} = screen;
    await page.goto(`${desk.address}/reports/${report.id}`);
    await page.locator('.text-pane .figure', {hasText: /^805亿元$/}).first().click();
    await page.waitForSelector('.card.selected');
    expect(await page.textContent('.card.selected')).toContain('805亿元');
    await page.getByRole('button', {name: '损坏原文'}).click();
    const marked = page.locator('.text-pane[data-view="source"] .selected');
    await marked.first().waitFor();
    const source = (await marked.allTextContents()).join('');
    // On the page as it came other characters stand there, and the record's own bytes are those that are marked.
    expect(source).not.toBe('805亿元');
    expect(source.length).toBeGreaterThan(0);
    const box = await marked.first().boundingBox();
    expect(box !== null && box.y > 50 && box.y < 900).toBe(true);
    await screen.shot('seed-805-source');
    await marked.first().click();
    expect(await page.textContent('.card.selected')).toContain('805亿元');
    await page.getByRole('button', {name: '修复后'}).click();
    await expect.poll(async () => (await page.locator('.text-pane[data-view="clean"] .selected').allTextContents()).join('')).toBe('805亿元');
    await screen.shot('seed-805');
    expect(screen.complaints).toEqual([]);
    await screen.close();
  });
});
