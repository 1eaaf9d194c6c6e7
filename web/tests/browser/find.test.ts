// Finding reports by their text, and two reports side by side.

import {readFileSync} from 'node:fs';
import type {Browser, Page} from 'playwright-core';
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';

import {Desk, sample, type Added} from './desk';
import {Screen} from './screen';

let desk: Desk;
let browser: Browser;
let screen: Screen;
let page: Page;
let half: Added;
let bulletin: Added;

beforeAll(async () => {
  desk = await Desk.start();
  browser = await Screen.browser();
  half = await desk.add(sample('yunting-half-year.page.txt'));
  bulletin = await desk.add(sample('yunting-bulletin.html'));
});
afterAll(async () => {
  await browser?.close();
  await desk?.stop();
});
beforeEach(async () => {
  screen = await Screen.open(browser);
  page = screen.page;
  return async () => {
    expect(screen.complaints).toEqual([]);
    await screen.close();
  };
});

describe('find', () => {
  test('a word leads to its place in the report', async () => {
    await page.goto(desk.address + '/find');
    await page.waitForFunction(() => document.activeElement?.tagName === 'INPUT'); // it asks for words by itself
    await page.keyboard.type('恒岭重工');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.hit-item');
    expect(new URL(page.url()).searchParams.get('q')).toBe('恒岭重工');
    expect(new Set(await page.locator('.hit-item mark').allTextContents())).toEqual(new Set(['恒岭重工']));
    expect(await page.locator('.told').textContent()).toMatch(/共 \d+ 处/);
    await page.locator('.hit-item').first().getByRole('link').first().click();
    await page.waitForSelector('.text-pane .hit.now');
    expect(await page.locator('.text-pane .hit.now').first().textContent()).toBe('恒岭重工');
    await page.goBack();
    await page.waitForSelector('.hit-item');
  });

  test('nothing found says what to try', async () => {
    await page.goto(desk.address + '/find?q=' + encodeURIComponent('没有这样的词组'));
    await expect.poll(() => page.textContent('.told')).toContain('没有找到');
    expect(await page.locator('.hit-item').count()).toBe(0);
  });

  test('words that would be markup stay words', async () => {
    await page.goto(desk.address + '/find?q=' + encodeURIComponent('<img src=x onerror=alert(1)>恒岭'));
    await page.waitForSelector('.told:not(:empty)');
    expect(await page.locator('.find img').count()).toBe(0);
  });
});

describe('compare', () => {
  const open = () => page.goto(`${desk.address}/compare?left=${half.id}&right=${bulletin.id}`);

  test('figures, commitments and text of two reports', async () => {
    await open();
    await page.waitForSelector('.compare-row');
    expect(await page.locator('.compare-row.is-changed').count()).toBeGreaterThan(0);
    const row = page.locator('.compare-row.is-changed', {hasText: '规模以上工业总产值'}).first();
    expect(await row.textContent()).toContain('1260亿元');
    await page.getByRole('tab', {name: /部署事项/}).click();
    await page.waitForSelector('.compare-rows.commitments .compare-row');
    await page.keyboard.press('ArrowRight');
    await page.waitForSelector('.compare-rows.passages .compare-row');
  });

  test('what a sentence says otherwise is marked, and a number has its change', async () => {
    const text = readFileSync(sample('yunting-half-year.txt'), 'utf8');
    const [before, after] = [await desk.addBytes(Buffer.from(text), 'before.txt'), await desk.addBytes(Buffer.from(text.replace('868亿元', '912亿元')), 'after.txt')];
    expect(text).toContain('868亿元');
    await page.goto(`${desk.address}/compare?left=${before.id}&right=${after.id}`);
    const row = page.locator('.compare-row.is-changed', {hasText: '912亿元'}).first();
    await row.waitFor();
    expect(await row.locator('.change').textContent()).toBe('+44亿元（+5.07%）');
    expect(await page.locator('.compare-row').count()).toBeLessThan(4);
    await screen.shot('compare-figures');
    await page.getByRole('tab', {name: /正文/}).click();
    const sentence = page.locator('.compare-rows.passages .compare-row.is-changed');
    await expect.poll(() => sentence.count()).toBe(1);
    expect(await sentence.locator('del').allTextContents()).toEqual(['868']);
    expect(await sentence.locator('ins').allTextContents()).toEqual(['912']);
    await screen.shot('compare-sentence');
    await page.getByRole('button', {name: /^相同/}).click();
    await expect.poll(() => page.locator('.compare-row').count()).toBeGreaterThan(20);
    expect(await screen.axe()).toEqual([]);
  });

  test('a cell leads to its place in its report', async () => {
    await open();
    await page.locator('.compare-row .side a', {hasText: '1260亿元'}).first().click();
    await page.waitForSelector('.card.selected');
    expect(page.url()).toContain('/reports/' + bulletin.id + '#figure:');
    expect(await page.textContent('.card.selected')).toContain('1260亿元');
  });

  test('sides are swapped, and one report twice is refused', async () => {
    await open();
    await page.waitForSelector('.compare-row');
    await page.getByRole('button', {name: '左右互换'}).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('left')).toBe(bulletin.id);
    await page.getByRole('combobox', {name: '左边的报告'}).selectOption(half.id);
    await page.waitForSelector('[role=alert]');
  });
});

for (const look of [{}, {dark: true}, {width: 390}, {width: 390, dark: true, english: true}]) {
  test(`both look right ${JSON.stringify(look)}`, async () => {
    const other = await Screen.open(browser, look);
    const name = `${look.width ?? 1440}${look.dark ? '-dark' : ''}`;
    await other.page.goto(desk.address + '/find?q=' + encodeURIComponent('恒岭重工'));
    await other.page.waitForSelector('.hit-item');
    expect(await other.axe()).toEqual([]);
    expect(await other.sideways()).toBe(0);
    await other.shot('find-' + name);
    await other.page.goto(`${desk.address}/compare?left=${half.id}&right=${bulletin.id}`);
    await other.page.waitForSelector('.compare-row');
    for (const part of ['figures', 'commitments', 'passages']) {
      await other.page.click('#part-' + part);
      await other.page.waitForSelector(`.compare-rows.${part}`);
      expect(await other.axe()).toEqual([]);
      expect(await other.sideways()).toBe(0);
      await other.shot(`compare-${part}-${name}`);
    }
    expect(other.complaints).toEqual([]);
    await other.close();
  });
}
