// What the screens say when the desk is gone, and that they go on when it is back.

import type {Browser} from 'playwright-core';
import {afterAll, beforeAll, expect, test} from 'vitest';

import {Desk, sample} from './desk';
import {Screen} from './screen';

let browser: Browser;
beforeAll(async () => {
  browser = await Screen.browser();
});
afterAll(() => browser?.close());

test('a desk that is gone is told of, and nothing is lost that was on the screen', async () => {
  const desk = await Desk.start();
  const report = await desk.add(sample('qihe-first-quarter.txt'));
  const screen = await Screen.open(browser);
  const {page} = screen;
  await page.goto(`${desk.address}/reports/${report.id}`);
  await page.waitForSelector('.card');
  await desk.stop();
  await page.waitForSelector('.bar .lost');
  expect(await page.textContent('.bar .lost')).toBe('与服务断开，正在重连…');
  await page.keyboard.press('j');
  await page.keyboard.press('c');
  await page.waitForSelector('.notice.failed');
  expect(await page.textContent('.notice.failed')).toContain('midyear serve');
  expect(await page.locator('.card.v-confirmed').count()).toBe(0);
  expect(await page.locator('.card').count()).toBeGreaterThan(10);
  await screen.shot('apart');
  await screen.close();
});
