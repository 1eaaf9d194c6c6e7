// The audit log: what was done, by whom, filtered and exported.

import {readFileSync} from 'node:fs';
import type {Browser, Page} from 'playwright-core';
import {afterAll, beforeAll, beforeEach, expect, test} from 'vitest';

import {Desk, sample, type Added} from './desk';
import {Screen} from './screen';

let desk: Desk;
let browser: Browser;
let screen: Screen;
let page: Page;
let half: Added;

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
  page = screen.page;
  return async () => {
    expect(screen.complaints).toEqual([]);
    await screen.close();
  };
});

test('a new desk says that nothing was done yet', async () => {
  await page.goto(desk.address + '/admin');
  await expect.poll(() => page.textContent('.audit .empty')).toContain('还没有记录');
  expect(await page.locator('.parts a.current').textContent()).toBe('管理');
});

test('entries name operation and target, and lead to the report', async () => {
  half = await desk.add(sample('yunting-half-year.page.txt'));
  await page.goto(desk.address + '/admin/audit');
  const row = page.locator('.audit tbody tr', {hasText: '添加报告'});
  await row.waitFor();
  expect(await row.textContent()).toContain('本机');
  await row.locator('summary').click();
  await expect.poll(() => row.locator('dd').first().isVisible()).toBe(true);
  expect(await row.locator('dd').first().textContent()).toMatch(/^[0-9a-f]{64}$/);
  await screen.shot('audit-open');
  await row.getByRole('link', {name: half.id}).click();
  await page.waitForURL('**/reports/' + half.id);
});

test('a filter stands in the address and is taken back', async () => {
  await page.goto(desk.address + '/admin/audit');
  await page.waitForSelector('.audit tbody tr');
  await page.locator('.audit select').selectOption({label: '移除报告'});
  await page.getByRole('button', {name: '筛选'}).click();
  await expect.poll(() => page.textContent('.audit .empty')).toContain('没有符合条件的记录');
  expect(new URL(page.url()).searchParams.get('operation')).toBe('documents.remove');
  await page.getByRole('link', {name: '清除条件'}).click();
  await page.waitForSelector('.audit tbody tr');
  await page.goto(desk.address + '/admin/audit?until=2020-01-01');
  await expect.poll(() => page.textContent('.audit .empty')).toContain('没有符合条件的记录');
});

test('what is filtered is exported', async () => {
  await page.goto(desk.address + '/admin/audit?operation=documents.add');
  await page.waitForSelector('.audit tbody tr');
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', {name: /导出/}).click()]);
  const table = readFileSync((await file.path())!, 'utf8');
  expect(file.suggestedFilename()).toBe('midyear-audit.csv');
  expect(table.charCodeAt(0)).toBe(0xfeff);
  expect(table.trimEnd().split('\r\n')).toHaveLength(2);
  expect(table).toContain(half.id);
});

for (const look of [{}, {dark: true}, {width: 390}, {width: 390, dark: true, english: true}]) {
  test(`looks right ${JSON.stringify(look)}`, async () => {
    const other = await Screen.open(browser, look);
    await other.page.goto(desk.address + '/admin/audit');
    await other.page.waitForSelector('.audit tbody tr');
    expect(await other.axe()).toEqual([]);
    expect(await other.sideways()).toBe(0);
    await other.shot(`audit-${look.width ?? 1440}${look.dark ? '-dark' : ''}`);
    expect(other.complaints).toEqual([]);
    await other.close();
  });
}
