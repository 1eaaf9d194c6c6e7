// A desk with more reports than a choice offers at once.

import type {Browser} from 'playwright-core';
import {afterAll, beforeAll, expect, test} from 'vitest';

import {Desk} from './desk';
import {Screen} from './screen';

let desk: Desk;
let browser: Browser;

beforeAll(async () => {
  desk = await Desk.start();
  browser = await Screen.browser();
  const add = (n: number) =>
    desk.addBytes(Buffer.from(`第${n}号园区上半年工作报告\n上半年，完成工业总产值${100 + n}亿元，同比增长${5 + (n % 9)}%。\n`), `第${n}号园区.txt`);
  for (let n = 100; n < 205; n += 5) await Promise.all([0, 1, 2, 3, 4].map((k) => add(n + k)));
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await desk?.stop();
});

for (const look of [{}, {width: 390, dark: true}]) {
  test(`a report beyond the first hundred is found for comparing ${JSON.stringify(look)}`, async () => {
    const screen = await Screen.open(browser, look);
    const page = screen.page;
    await page.goto(desk.address + '/compare');
    const left = page.getByRole('combobox', {name: '左边的报告'});
    await expect.poll(() => left.locator('option').count()).toBe(101);
    expect(await page.textContent('.narrow')).toContain('共 105 份');
    await page.locator('.narrow input').fill('第204号');
    await expect.poll(() => left.locator('option').count()).toBe(2);
    await left.selectOption({index: 1});
    await page.locator('.narrow input').fill('第101号');
    const right = page.getByRole('combobox', {name: '右边的报告'});
    await expect.poll(() => right.locator('option', {hasText: '101号'}).count()).toBe(1);
    await right.selectOption({label: (await right.locator('option', {hasText: '101号'}).textContent())!.trim()});
    await page.waitForSelector('.compare-row');
    expect(await left.locator('option:checked').textContent()).toContain('204号');
    await page.locator('.narrow input').fill('没有这样的');
    await expect.poll(() => right.locator('option').count()).toBe(3); // the two that are compared stay
    expect(await screen.axe()).toEqual([]);
    expect(await screen.sideways()).toBe(0);
    await screen.shot('compare-many' + (look.width ?? ''));
    expect(screen.complaints).toEqual([]);
    await screen.close();
  });
}
