// Accounts on the screen: the first set-up, signing in, adding a person and their roles, what each then sees.

import type {Browser, Page} from 'playwright-core';
import {afterAll, beforeAll, beforeEach, expect, test} from 'vitest';

import {Desk, sample} from './desk';
import {Screen} from './screen';

const PASSWORD = 'yuntao-lvxing-7';
let desk: Desk;
let browser: Browser;
let screen: Screen;
let page: Page;

beforeAll(async () => {
  desk = await Desk.start('required');
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

async function signIn(login: string, password = PASSWORD): Promise<void> {
  await page.fill('#login', login);
  await page.fill('#password', password);
  await page.click('.account button.main');
}
async function setPassword(link: string): Promise<void> {
  const other = await Screen.open(browser);
  await other.page.goto(link);
  await other.page.fill('#new-password', PASSWORD);
  await other.page.fill('#again-password', PASSWORD);
  await other.page.click('.account button.main');
  await other.page.waitForSelector('#login');
  await other.close();
}

const links: Record<string, string> = {};
test('a new desk is set up by its link, once', async () => {
  await page.goto(desk.address);
  await page.waitForSelector('.account .lead');
  expect(await page.textContent('.account .lead')).toContain('还没有账户');
  await page.goto(`${desk.address}/set-up#${await desk.setUpKey()}`);
  await page.fill('#system-login', 'xitong');
  await page.fill('#system-name', '许统');
  await page.fill('#new-password', PASSWORD);
  await page.fill('#again-password', PASSWORD + 'x');
  expect(await page.locator('.account button.main').isDisabled()).toBe(true);
  await page.fill('#again-password', PASSWORD);
  await page.fill('#security-login', 'anquan');
  await page.fill('#audit-login', 'shenji');
  await screen.shot('set-up');
  await page.click('.account button.main');
  await page.waitForSelector('.account .secret');
  for (const [k, login] of ['anquan', 'shenji'].entries()) links[login] = (await page.locator('.account .secret').nth(k).textContent()) ?? '';
  await setPassword(links['anquan'] ?? '');
  await setPassword(links['shenji'] ?? '');
});

test('a wrong password is told, and whoever is signed in sees what is theirs', async () => {
  await page.goto(desk.address + '/reports');
  await page.waitForSelector('#login');
  await screen.shot('sign-in');
  expect(await screen.axe()).toEqual([]);
  await signIn('xitong', 'not the one');
  await page.waitForSelector('.account .fault');
  expect(await page.textContent('.account .fault')).toContain('登录名或密码不对');
  await signIn('xitong');
  await page.waitForSelector('.people');
  expect(await page.locator('.parts').count()).toBe(0);
  expect(await page.textContent('.bar .who')).toBe('许统');
  expect(await page.locator('.notice, .bar .lost').count()).toBe(0);

  await page.fill('#department-name', '经发局');
  await page.click('.people section button[type=submit]');
  await page.waitForSelector('.people section li');
  await page.click('.people header .main');
  await page.fill('#person-login', 'likai');
  await page.fill('#person-name', '李凯');
  await page.selectOption('#person-department', {label: '经发局'});
  await page.click('.modal button.main');
  await page.waitForSelector('.people .secret');
  await screen.shot('people');
  await setPassword((await page.textContent('.people .secret')) ?? '');
  await page.click('.bar .who');
  await page.click('.account header button');
  await page.waitForSelector('#login');
});

test('roles are granted by another administrator, and open the pages', async () => {
  await page.goto(desk.address);
  await page.waitForSelector('#login');
  await signIn('anquan');
  await page.waitForSelector('.people .rows');
  await page.click('.people li:has-text("李凯") button:has-text("修改")');
  await page.locator('.grant', {hasText: '统计员'}).locator('input').check();
  await page.locator('.grant', {hasText: '统计员'}).locator('select').selectOption({label: '经发局'});
  await screen.shot('grant');
  expect(await screen.axe()).toEqual([]);
  await page.click('.modal .grants button.main');
  await page.waitForSelector('.modal', {state: 'detached'});
  await expect.poll(() => page.textContent('.people li:has-text("李凯")')).toContain('统计员（经发局）');
});

test('whoever has a role works, and a session that ends asks to sign in where one was', async () => {
  await page.goto(desk.address + '/find');
  await page.waitForSelector('#login');
  await signIn('likai');
  await page.waitForSelector('.bar .who');
  expect(new URL(page.url()).pathname).toBe('/find');
  await page.goto(desk.address + '/reports');
  await page.setInputFiles('input[type=file]', sample('qihe-first-quarter.txt'));
  await page.waitForSelector('.report.ready');
  await screen.shot('signed-in');
  expect(await page.locator('.parts').count()).toBe(0);
  await page.context().clearCookies();
  await page.fill('.filters input', '栖禾');
  await page.waitForSelector('#login');
  await signIn('likai');
  await page.waitForSelector('.report.ready');
  await page.goto(desk.address + '/account');
  await page.fill('#token-name', '月报程序');
  await page.locator('.tick', {hasText: '查看、查找'}).locator('input').check();
  await page.locator('form', {has: page.locator('#token-name')}).locator('button.main').click();
  await page.waitForSelector('.account .secret');
  expect(await page.textContent('.account .secret')).toMatch(/^midyear_/);
  await screen.shot('account');
  expect(await screen.axe()).toEqual([]);
});
