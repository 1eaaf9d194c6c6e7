// Debian's Chromium, driven from a test: pages in a width, a colour scheme and a language; what it complained of;
// pictures under build/screens for people to look at; axe.

import AxeBuilder from '@axe-core/playwright';
import {existsSync, mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {chromium, type Browser, type BrowserContext, type Page} from 'playwright-core';

import {root} from './desk';

const folder = join(root, 'build/screens');
const program = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path));

export interface Look {
  width?: number;
  dark?: boolean;
  english?: boolean;
}

export class Screen {
  readonly complaints: string[] = [];
  private constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
  ) {}

  static async browser(): Promise<Browser> {
    if (!program) throw new Error('chromium is not installed');
    return chromium.launch({executablePath: program, args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu']});
  }

  static async open(browser: Browser, look: Look = {}): Promise<Screen> {
    const width = look.width ?? 1440;
    const context = await browser.newContext({
      viewport: {width, height: width < 500 ? 844 : 900},
      colorScheme: look.dark ? 'dark' : 'light',
      locale: look.english ? 'en-GB' : 'zh-CN',
      reducedMotion: 'reduce',
      bypassCSP: false,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const screen = new Screen(context, page);
    page.on('console', (message) => {
      // An answer that the test provokes (409, 404) is told of by the browser as well.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) screen.complaints.push(message.text());
    });
    page.on('pageerror', (error) => screen.complaints.push(String(error)));
    return screen;
  }

  close(): Promise<void> {
    return this.context.close();
  }

  async shot(name: string): Promise<void> {
    mkdirSync(folder, {recursive: true});
    await this.page.screenshot({path: join(folder, name + '.png')});
  }

  /** What axe finds against WCAG 2.1 AA, one line for each rule. */
  async axe(): Promise<string[]> {
    const {violations} = await new AxeBuilder({page: this.page}).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']).analyze();
    return violations.map((one) => `${one.id}: ${one.nodes.map((node) => `${node.target.join(' ')} ${node.any[0]?.message ?? ''}`).slice(0, 4).join(' | ')}`);
  }

  /** Whether the page can be scrolled sideways, which nothing here should need. */
  sideways(): Promise<number> {
    return this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  }
}
