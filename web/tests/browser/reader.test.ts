// The reader page: both ways between text and records, deciding, and what the desk asks back.

import {readFileSync} from 'node:fs';
import type {Browser, Page} from 'playwright-core';
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';

import {Desk, sample, type Added} from './desk';
import {Screen} from './screen';

interface Decisions {
  revision: number;
  items: {id: number; kind: string; start: number; end: number; decision: string; fields: Record<string, unknown>; record: number}[];
}

let desk: Desk;
let browser: Browser;
let screen: Screen;
let page: Page;
let half: Added;
let notice: Added;
const decisions = (id: string) => desk.ask<Decisions>('GET', `/documents/${id}/decisions`);

beforeAll(async () => {
  desk = await Desk.start();
  browser = await Screen.browser();
  half = await desk.add(sample('yunting-half-year.page.txt'));
  // Without the day under it, which tells the year.
  const dated = readFileSync(sample('qihe-notice.gb18030.txt'));
  notice = await desk.addBytes(dated.subarray(0, dated.lastIndexOf('2025')), 'qihe-notice.gb18030.txt');
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
async function open(report: Added, hash = ''): Promise<void> {
  await page.goto(`${desk.address}/reports/${report.id}${hash}`);
  await page.waitForSelector('.card');
  await page.waitForSelector('.text-pane .mark');
}
const card = (i: number) => page.locator(`.card[data-i="${i}"]`);

describe('text and records', () => {
  test('a number in the text leads to its record, and back', async () => {
    await open(half);
    const mark = page.locator('.text-pane .figure', {hasText: '868亿元'}).first();
    await mark.click();
    const chosen = page.locator('.card.selected');
    await chosen.waitFor();
    expect(await chosen.textContent()).toContain('868亿元');
    expect(await page.locator('.text-pane .selected').textContent()).toBe('868亿元');
    // From the list to the text: the last record is far down, and comes into sight.
    await page.keyboard.press('Escape');
    await page.keyboard.press('k');
    const far = page.locator('.text-pane .selected').first();
    await far.waitFor();
    await expect.poll(async () => {
      const box = await far.boundingBox();
      return box !== null && box.y > 100 && box.y < 900;
    }).toBe(true);
  });

  test('the damaged source shows the same place', async () => {
    await open(half);
    await page.locator('.text-pane .figure', {hasText: '868亿元'}).first().click();
    await page.keyboard.press('s');
    await page.waitForSelector('.text-pane[data-view="source"] .selected');
    const shown = (await page.locator('.text-pane .selected').allTextContents()).join('');
    expect(shown).toMatch(/868/);
    await page.keyboard.press('s');
    await page.waitForSelector('.text-pane[data-view="clean"] .selected');
  });

  test('lost numbers are struck, as many as the desk counts', async () => {
    await open(half);
    await page.getByRole('button', {name: /缺失 \d+/}).click();
    expect(await page.textContent('.records .count')).toBe(`${half.counts.lost} / ${half.counts.figures}`);
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    expect(await page.locator('.text-pane .figure.gap').count()).toBe(half.counts.lost);
    const line = await page.locator('.text-pane .figure.lost').first().evaluate((one) => getComputedStyle(one).textDecorationLine);
    expect(line).toBe('line-through');
  });

  test('a link names a record; a place of the text as well', async () => {
    const view = await desk.ask<{figures: {id: string; at: [number, number]}[]; text: string}>('GET', `/documents/${half.id}/view`);
    const figure = view.figures[100];
    await open(half, '#' + figure?.id);
    await page.waitForSelector('.card.selected[data-i="100"]');
    const at = view.text.indexOf('恒岭重工');
    await open(half, `#at=${at}-${at + 4}`);
    await page.reload();
    expect(await page.locator('.text-pane .hit.now').first().textContent()).toBe('恒岭重工');
  });

  test('words are found in the text and stepped through', async () => {
    await open(half);
    await page.keyboard.press('/');
    await page.keyboard.type('恒岭重工');
    await expect.poll(() => page.textContent('.reader-head .hits')).toMatch(/^1\/\d+$/);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.textContent('.reader-head .hits')).toMatch(/^2\/\d+$/);
    expect(await page.locator('.text-pane .hit.now').textContent()).toBe('恒岭重工');
  });

  test('the outline leads to its heading', async () => {
    await open(half);
    await page.locator('.outline .entry', {hasText: '三、下半年工作安排'}).click();
    await expect.poll(() => page.locator('.outline .entry.current').textContent()).toContain('三、');
  });
});

describe('deciding', () => {
  test('by keys: confirm, dismiss, take back; the page keeps what it showed after reloading', async () => {
    await open(half);
    await page.keyboard.press('j');
    await page.waitForSelector('.card.selected[data-i="0"]');
    await page.keyboard.press('c');
    await page.waitForSelector('.card.v-confirmed[data-i="0"]');
    await page.waitForSelector('.card.selected[data-i="1"]');
    await page.keyboard.press('x');
    await page.waitForSelector('.card.v-dismissed[data-i="1"]');
    expect((await decisions(half.id)).items.map((one) => [one.record, one.decision]).sort()).toEqual([[0, 'confirmed'], [1, 'dismissed']]);
    await page.reload();
    await page.waitForSelector('.card.v-confirmed[data-i="0"]');
    expect(await page.textContent('.done .numbers')).toMatch(/^2\//);
    await card(1).click();
    await page.keyboard.press('u');
    await expect.poll(() => page.locator('.card.v-dismissed').count()).toBe(0);
    expect((await decisions(half.id)).items.length).toBe(1);
  });

  test('quick keystrokes are done one after the other', async () => {
    await open(half);
    await card(10).click();
    for (let i = 0; i < 6; ++i) await page.keyboard.press('c');
    await expect.poll(async () => (await decisions(half.id)).items.filter((one) => one.record >= 10 && one.record < 16).length).toBe(6);
  });

  test('undo brings back what stood before', async () => {
    await open(half);
    await card(3).click();
    await page.keyboard.press('x');
    await page.waitForSelector('.card.v-dismissed[data-i="3"]');
    await page.locator('.notice').last().getByRole('button', {name: '撤销'}).click();
    await expect.poll(() => page.locator('.card.v-dismissed[data-i="3"]').count()).toBe(0);
  });

  test('a correction is kept and shown', async () => {
    await open(half);
    await card(0).click();
    await page.keyboard.press('e');
    await page.waitForSelector('.edit');
    expect(await page.getByRole('button', {name: '保存'}).isDisabled()).toBe(true);
    await page.fill('#edit-value', '六百');
    await page.waitForSelector('.el-form-item__error:has-text("请填数字")');
    await page.fill('#edit-value', '612.5');
    await page.fill('#edit-entity', '云汀高新区');
    await screen.shot('reader-edit');
    expect(await screen.axe()).toEqual([]);
    await page.getByRole('button', {name: '保存'}).click();
    await page.waitForSelector('.card.v-corrected[data-i="0"]');
    await page.reload();
    await page.waitForSelector('.card.v-corrected[data-i="0"]');
    expect(await card(0).textContent()).toContain('612.5亿元');
    const kept = (await decisions(half.id)).items.find((one) => one.record === 0);
    expect(kept?.fields).toEqual({value: '612.5', entity: '云汀高新区'});
  });

  test('all that the filter shows, at once', async () => {
    await open(half);
    await page.getByRole('tab', {name: /项目/}).click();
    await page.waitForSelector('.card.projects');
    const all = await page.locator('.card').count();
    await page.getByRole('button', {name: '全部确认'}).click();
    await page.getByRole('dialog').getByRole('button', {name: '全部确认'}).click();
    await expect.poll(() => page.locator('.card.v-confirmed').count()).toBe(all);
    await page.reload();
    await page.getByRole('tab', {name: /项目/}).click();
    await expect.poll(() => page.locator('.card.v-confirmed').count()).toBe(all);
  });

  test('two people: the second is shown both versions and decides', async () => {
    await open(half);
    await card(20).click();
    const view = await desk.ask<{figures: {bytes: [number, number]}[]}>('GET', `/documents/${half.id}/view`);
    const [start, end] = view.figures[20]?.bytes ?? [0, 0];
    const {revision} = await decisions(half.id);
    // While the page's own decision is on its way, somebody else's arrives first.
    let overtaken = false;
    await page.route('**/decisions', async (route) => {
      if (route.request().method() !== 'POST' || overtaken) return route.continue();
      overtaken = true;
      await desk.ask('POST', `/documents/${half.id}/decisions`, {decisions: [{kind: 'figure', start, end, decision: 'dismissed'}]}, {'If-Match': `"${revision}"`});
      await route.continue();
    });
    await page.keyboard.press('c');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    expect(await dialog.textContent()).toContain('已确认');
    expect(await dialog.textContent()).toContain('已排除');
    await screen.shot('reader-conflict');
    expect(await screen.axe()).toEqual([]);
    await dialog.getByRole('button', {name: '仍按我的处理'}).click();
    await page.waitForSelector('.card.v-confirmed[data-i="20"]');
  });

  test('a report without a year asks for it before a figure is confirmed', async () => {
    await open(notice);
    await page.getByRole('button', {name: '全部确认'}).click();
    await page.getByRole('dialog').getByRole('button', {name: '全部确认'}).click();
    const dialog = page.getByRole('dialog', {name: '年份'});
    await dialog.waitFor();
    await dialog.getByRole('textbox').fill('2025');
    await dialog.getByRole('button', {name: '填入并确认'}).click();
    await expect.poll(() => page.locator('.card.v-confirmed').count()).toBe(notice.counts.figures);
    expect((await desk.ask<{year: number}>('GET', '/documents/' + notice.id)).year).toBe(2025);
  });

  test('decisions that no record carries any more are listed, and can be taken back', async () => {
    const sent: string[] = [];
    await page.route('**/decisions', async (route) => {
      if (route.request().method() === 'POST') {
        sent.push(route.request().postData() ?? '');
        return route.fulfill({json: {revision: 99, items: [], unmatched: []}});
      }
      const old = {id: 7, kind: 'figure', start: 11, end: 22, decision: 'confirmed', fields: {}, note: '', by: 'local', at: 0, revision: 1, record: null, read: {text: '旧的数字'}};
      return route.fulfill({json: {revision: 3, items: [], unmatched: [old]}});
    });
    await open(half);
    await page.locator('.unmatched summary').click();
    expect(await page.textContent('.unmatched li')).toContain('旧的数字');
    expect(await screen.axe()).toEqual([]);
    await page.locator('.unmatched').getByRole('button', {name: '撤销'}).click();
    await expect.poll(() => page.locator('.unmatched').count()).toBe(0);
    expect(sent.map((body) => JSON.parse(body) as unknown)).toEqual([{decisions: [{kind: 'figure', start: 11, end: 22, decision: 'cleared'}]}]);
  });

  test('title and year are edited', async () => {
    await open(notice);
    await page.getByRole('button', {name: '标题与年份'}).click();
    await page.fill('#document-title', '栖禾通知');
    await page.getByRole('dialog').getByRole('button', {name: '保存'}).click();
    await expect.poll(() => page.textContent('h1')).toBe('栖禾通知');
  });
});

describe('around it', () => {
  test('downloads give what they say', async () => {
    await open(half);
    await page.getByRole('button', {name: '下载'}).click();
    const wanted = page.waitForEvent('download');
    await page.getByRole('link', {name: '原件'}).click();
    const download = await wanted;
    expect(download.suggestedFilename()).toBe('yunting-half-year.page.txt');
    expect(readFileSync(await download.path()).equals(readFileSync(sample('yunting-half-year.page.txt')))).toBe(true);
    for (const name of ['修复后的文本', '全部记录（JSON 行）', '可离线打开的网页', '数字表（CSV）']) {
      await page.getByRole('button', {name: '下载'}).click();
      const next = page.waitForEvent('download');
      await page.getByRole('link', {name}).click();
      expect(readFileSync(await (await next).path()).length).toBeGreaterThan(1000);
    }
  });

  test('paper has the text and all records, on white', async () => {
    const other = await Screen.open(browser, {dark: true});
    await other.page.goto(`${desk.address}/reports/${half.id}`);
    await other.page.waitForSelector('.text-pane .mark');
    const bytes = await other.page.pdf({format: 'A4'});
    expect(bytes.length).toBeGreaterThan(50_000);
    await other.page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    expect(await other.page.locator('.paper .card.figures').count()).toBe(half.counts.figures);
    await other.page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await expect.poll(() => other.page.locator('.paper').count()).toBe(0);
    expect(other.complaints).toEqual([]);
    await other.close();
  });

  test('tables come in the language of the screen', async () => {
    await open(half);
    await page.getByRole('button', {name: 'English'}).click();
    await page.getByRole('button', {name: 'Download'}).click();
    const wanted = page.waitForEvent('download');
    await page.getByRole('link', {name: 'Table of Figures (CSV)'}).click();
    const download = await wanted;
    expect(download.suggestedFilename()).toBe('云汀高新区上半年工作总结暨下半年工作部署会议讲话-figure.csv');
    expect(readFileSync(await download.path(), 'utf8').split('\n')[0]).toContain('indicator');
  });

  test('keys are explained, and a dialog gives the focus back', async () => {
    await open(half);
    await page.getByRole('button', {name: '快捷键'}).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', {name: '快捷键'}).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({state: 'hidden'});
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('?');
  });

  test('English by one click', async () => {
    await open(half);
    await page.getByRole('button', {name: 'English'}).click();
    await expect.poll(() => page.getByRole('tab').first().textContent()).toContain('Figures');
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  });

  test('what cannot be shown says why, and can be tried again', async () => {
    await page.route('**/view', (route) => route.fulfill({status: 503, contentType: 'application/problem+json', json: {type: 'urn:midyear:problem:store_busy', title: '忙', status: 503, detail: '数据库正忙；请稍后再试。', code: 'store_busy'}}));
    await page.goto(`${desk.address}/reports/${half.id}`);
    await page.waitForSelector('.state-page [role=alert]');
    expect(await page.textContent('.state-page [role=alert]')).toBe('数据库正忙；请稍后再试。');
    expect(await screen.axe()).toEqual([]);
    await page.unroute('**/view');
    await page.getByRole('button', {name: '再试一次'}).click();
    await page.waitForSelector('.text-pane .mark');
  });

  test('a report that is not there says so', async () => {
    await page.goto(desk.address + '/reports/nothinghere00');
    await page.waitForSelector('.empty h1');
    expect(await page.locator('.empty a').count()).toBe(1);
  });

  for (const look of [{}, {dark: true}, {width: 390}, {width: 390, dark: true, english: true}]) {
    test(`looks right ${JSON.stringify(look)}`, async () => {
      const other = await Screen.open(browser, look);
      const name = `reader-${look.width ?? 1440}${look.dark ? '-dark' : ''}`;
      await other.page.goto(`${desk.address}/reports/${half.id}`);
      await other.page.waitForSelector('.text-pane .mark');
      expect(await other.axe()).toEqual([]);
      expect(await other.sideways()).toBe(0);
      await other.shot(name);
      if (look.width) await other.page.locator('.panel-bar button').nth(2).click();
      const tabs = await other.page.getByRole('tab').count();
      expect(tabs).toBe(5);
      for (let i = 0; i < tabs; ++i) {
        await other.page.getByRole('tab').nth(i).click();
        await other.page.keyboard.press('j');
        expect(await other.axe()).toEqual([]);
        await other.shot(`${name}-${i}`);
        // No number is cut off.
        const cut = await other.page.locator('.card .value').evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1).length);
        expect(cut).toBe(0);
      }
      expect(other.complaints).toEqual([]);
      await other.close();
    });
  }
});
