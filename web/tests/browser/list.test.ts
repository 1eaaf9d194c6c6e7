// The list of reports: adding, what fails, removing and taking back, finding in it, several windows.

import {readFileSync} from 'node:fs';
import type {Browser} from 'playwright-core';
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';

import {Desk, sample} from './desk';
import {Screen} from './screen';

let desk: Desk;
let browser: Browser;
let screen: Screen;

beforeAll(async () => {
  desk = await Desk.start();
  browser = await Screen.browser();
});
afterAll(async () => {
  await browser?.close();
  await desk?.stop();
});
beforeEach(async () => {
  screen = await Screen.open(browser);
  await screen.page.goto(desk.address + '/');
  return async () => {
    expect(screen.complaints).toEqual([]);
    await screen.close();
  };
});

/** Drops files onto the page as a file manager does. */
async function drop(files: {name: string; bytes: Uint8Array}[]): Promise<void> {
  const transfer = await screen.page.evaluateHandle(
    (list) => {
      const made = new DataTransfer();
      for (const {name, text} of list) made.items.add(new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], name, {type: 'text/plain'}));
      return made;
    },
    files.map(({name, bytes}) => ({name, text: Buffer.from(bytes).toString('base64')})),
  );
  await screen.page.dispatchEvent('.page.list', 'dragover', {dataTransfer: transfer});
  await screen.page.dispatchEvent('.page.list', 'drop', {dataTransfer: transfer});
}

describe('the list of reports', () => {
  test('an empty desk says what to do first', async () => {
    await screen.page.waitForSelector('.drop');
    expect(await screen.page.textContent('.drop')).toContain('把工作报告');
    expect(await screen.axe()).toEqual([]);
    await screen.shot('list-empty');
  });

  test('files that are dropped are read; the list fills by itself', async () => {
    await drop([
      {name: 'yunting.txt', bytes: readFileSync(sample('yunting-half-year.txt'))},
      {name: 'qihe.txt', bytes: readFileSync(sample('qihe-first-quarter.txt'))},
      {name: 'blank.txt', bytes: new Uint8Array(0)},
    ]);
    await screen.page.waitForSelector('.report.ready >> nth=1');
    expect(await screen.page.locator('.report.ready a.title').allTextContents()).toContain('栖禾经济技术开发区2025年一季度经济运行情况报告');
    // The one that cannot be read says so, in one sentence.
    const failed = screen.page.locator('.uploads li.failed, .report.failed').first();
    await failed.waitFor();
    expect((await failed.textContent())?.length).toBeGreaterThan(10);
    await screen.shot('list-uploads');
  });

  test('the same bytes again are already there', async () => {
    await drop([{name: 'again.txt', bytes: readFileSync(sample('qihe-first-quarter.txt'))}]);
    await screen.page.waitForSelector('.uploads li.already');
    expect(await screen.page.textContent('.uploads li.already .state')).toBe('已有这份，点此打开');
    expect(await screen.page.locator('.report.ready').count()).toBe(2);
  });

  test('a removed report comes back by one click', async () => {
    const row = screen.page.locator('.report', {hasText: '栖禾'});
    await row.getByRole('button', {name: /移除/}).click();
    await expect.poll(() => row.count()).toBe(0);
    await screen.page.locator('.notice').getByRole('button', {name: '撤销'}).click();
    await expect.poll(() => row.count()).toBe(1);
  });

  test('words narrow the list, and nothing found says so', async () => {
    await screen.page.waitForSelector('.report');
    await screen.page.fill('.list .filters input', '栖禾');
    await expect.poll(() => screen.page.locator('.report.ready').count()).toBe(1);
    await screen.page.fill('.list .filters input', '没有这样的词');
    await screen.page.waitForSelector('.empty:has-text("没有符合筛选条件的记录")');
  });

  test('what another window adds shows without reloading', async () => {
    await screen.page.waitForSelector('.report');
    const before = await screen.page.locator('.report').count();
    await desk.add(sample('yunting-bulletin.html'));
    await expect.poll(() => screen.page.locator('.report.ready', {hasText: '1-8月'}).count()).toBe(1);
    expect(await screen.page.locator('.report').count()).toBe(before + 1);
  });

  test('two that are chosen go side by side', async () => {
    await screen.page.waitForSelector('.report.ready >> nth=1');
    const boxes = screen.page.locator('.report.ready input[type=checkbox]');
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await screen.page.getByRole('button', {name: '对比选中的两份'}).click();
    await screen.page.waitForSelector('.compare-row');
  });

  test('pages load nothing from elsewhere and obey the policy of the desk', async () => {
    const asked: string[] = [];
    screen.page.on('request', (request) => asked.push(new URL(request.url()).origin));
    const answer = await screen.page.goto(desk.address + '/');
    await screen.page.waitForSelector('.report');
    expect(answer?.headers()['content-security-policy']).toMatch(/script-src 'self'/);
    expect(answer?.headers()['content-security-policy']).not.toMatch(/script-src[^;]*unsafe/);
    expect(new Set(asked)).toEqual(new Set([desk.address]));
  });

  for (const look of [{}, {dark: true}, {width: 390}, {width: 390, dark: true, english: true}]) {
    test(`looks right ${JSON.stringify(look)}`, async () => {
      const other = await Screen.open(browser, look);
      await other.page.goto(desk.address + '/reports');
      await other.page.waitForSelector('.report');
      expect(await other.axe()).toEqual([]);
      expect(await other.sideways()).toBe(0);
      await other.shot(`list-${look.width ?? 1440}${look.dark ? '-dark' : ''}`);
      await other.close();
    });
  }
});

test('a long list comes page by page, without gaps or repeats', async () => {
  const text = readFileSync(sample('qihe-first-quarter.txt'), 'utf8');
  for (let i = 0; i < 60; ++i)
    await desk.ask('POST', `/documents?name=series-${i}.txt`, Buffer.from(text.replace('一季度', `一季度（第${i}稿）`)));
  await screen.page.selectOption('.list .filters select >> nth=1', 'added');
  const more = screen.page.getByRole('button', {name: '显示更多'});
  await more.click();
  await expect.poll(() => more.count()).toBe(0);
  const total = Number(/\d+/.exec((await screen.page.textContent('.total')) ?? '')?.[0]);
  const names = await screen.page.locator('.report .file').allTextContents();
  expect(names.length).toBe(total);
  expect(new Set(names).size).toBe(total);
});
