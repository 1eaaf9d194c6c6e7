// The page that `midyear read --format html` writes, opened from the disk: clicks both ways, English, dark, axe.

import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Browser, Page} from 'playwright-core';
import {afterAll, beforeAll, beforeEach, expect, test} from 'vitest';

import {midyear, sample} from './desk';
import {Screen} from './screen';

let browser: Browser;
let screen: Screen;
let page: Page;
const folder = mkdtempSync(join(tmpdir(), 'midyear-page-'));
const files = {half: join(folder, 'half.html'), quarter: join(folder, 'quarter.html')};

beforeAll(async () => {
  execFileSync(midyear, ['read', '--format', 'html', '-o', files.half, sample('yunting-half-year.page.txt')], {stdio: 'pipe'});
  execFileSync(midyear, ['read', '--format', 'html', '-o', files.quarter, sample('qihe-first-quarter.txt')], {stdio: 'pipe'});
  browser = await Screen.browser();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, {recursive: true, force: true});
});
beforeEach(async () => {
  screen = await Screen.open(browser);
  page = screen.page;
  return async () => {
    expect(screen.complaints).toEqual([]);
    await screen.close();
  };
});

test('a number in the text leads to its record, and a record to its number', async () => {
  await page.goto('file://' + files.half);
  await page.locator('#reading .figure', {hasText: '868亿元'}).first().click();
  await page.waitForSelector('.card.selected');
  expect(await page.textContent('.card.selected')).toContain('868亿元');
  await page.locator('.card').nth(2).click();
  await expect.poll(() => page.locator('#reading .selected').first().textContent()).toBe('1250亿元');
  await page.getByRole('button', {name: '损坏原文'}).click();
  await expect.poll(async () => (await page.locator('#reading[data-view="source"] .selected').allTextContents()).join('')).toMatch(/1250/);
  await screen.shot('page-source');
});

test('every kind of record leads to its place', async () => {
  await page.goto('file://' + files.half);
  for (const name of ['部署事项', '项目', '修复']) {
    await page.getByRole('tab', {name}).click();
    await page.locator('.card').nth(1).click();
    await expect.poll(() => page.locator('#reading .selected').count()).toBeGreaterThan(0);
  }
  await page.goto('file://' + files.quarter);
  await page.getByRole('tab', {name: '疑点'}).click();
  await page.locator('.card').first().click();
  await expect.poll(() => page.locator('#reading .selected').count()).toBeGreaterThan(0);
});

test('in English stages and checks are English', async () => {
  await page.goto('file://' + files.quarter);
  await page.getByRole('button', {name: 'EN', exact: true}).click();
  await page.getByRole('tab', {name: 'Projects'}).click();
  for (const words of await page.locator('.tag.stage').allTextContents()) expect(words).toMatch(/^[a-z ]+$/);
  await page.getByRole('tab', {name: 'Checks'}).click();
  for (const words of await page.locator('.card .tag.alarm').allTextContents()) expect(words).toMatch(/^[a-z ]+$/);
  expect(await page.locator('.card .clause').first().textContent()).toMatch(/the text says|are listed|one place/);
  await screen.shot('page-english');
});

for (const look of [{}, {dark: true}, {width: 390}, {width: 390, dark: true}]) {
  test(`looks right ${JSON.stringify(look)}`, async () => {
    const other = await Screen.open(browser, look);
    await other.page.goto('file://' + files.half);
    await other.page.waitForSelector('#reading .mark');
    expect(await other.sideways()).toBe(0);
    expect(await other.axe()).toEqual([]);
    if (look.width) await other.page.getByRole('button', {name: '记录'}).click();
    for (const name of ['数字', '部署事项', '项目', '疑点', '修复']) {
      await other.page.getByRole('tab', {name}).click();
      await other.page.keyboard.press('j');
      expect(await other.axe(), name).toEqual([]);
    }
    await other.shot(`page-${look.width ?? 1440}${look.dark ? '-dark' : ''}`);
    expect(other.complaints).toEqual([]);
    await other.close();
  });
}
