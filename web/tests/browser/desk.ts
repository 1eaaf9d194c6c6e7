// A desk of the test's own: `midyear serve` on a free port with a fresh folder, and the calls that prepare it.

import {spawn, type ChildProcess} from 'node:child_process';
import {existsSync, mkdtempSync, openSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, join, resolve} from 'node:path';

export const root = resolve(import.meta.dirname, '../../..');
export const midyear = process.env['MIDYEAR'] ?? join(root, 'build/midyear');
export const sample = (name: string) => join(root, 'samples', name);
/** The page that the reader was first built for; it is kept outside the sources. */
export const seedPage = join(root, '../shared/reading/text/zone-seed.page.txt');

export interface Added {
  id: string;
  title: string;
  revision: number;
  state: string;
  counts: {figures: number; lost: number};
}

export class Desk {
  private constructor(
    private readonly process: ChildProcess,
    private readonly folder: string,
    readonly address: string,
  ) {}

  static async start(signIn: 'none' | 'required' = 'none'): Promise<Desk> {
    const folder = mkdtempSync(join(tmpdir(), 'midyear-web-'));
    const data = join(folder, 'data');
    const said = join(folder, 'said.txt');
    const child = spawn(midyear, ['serve', '--port', '0', '--data', data, '--web', join(root, 'web/dist'), '--log', 'off', '--sign-in', signIn], {
      stdio: ['ignore', openSync(said, 'w'), 'inherit'],
    });
    const notice = join(data, 'serve.json');
    for (let i = 0; i < 300 && child.exitCode === null; ++i) {
      if (existsSync(notice)) {
        try {
          const {address} = JSON.parse(readFileSync(notice, 'utf8')) as {address: string};
          return new Desk(child, folder, address.replace(/\/$/, ''));
        } catch {
          // half written; again
        }
      }
      await new Promise((wait) => setTimeout(wait, 50));
    }
    child.kill();
    throw new Error('midyear serve did not start');
  }

  /** The key of the link that a new desk prints for its set-up. */
  async setUpKey(): Promise<string> {
    for (let i = 0; i < 100; ++i) {
      const key = /set-up#(\w+)/.exec(readFileSync(join(this.folder, 'said.txt'), 'utf8'))?.[1];
      if (key) return key;
      await new Promise((wait) => setTimeout(wait, 50));
    }
    throw new Error('no link for the set-up');
  }

  async stop(): Promise<void> {
    const ended = new Promise((done) => this.process.once('exit', done));
    this.process.kill('SIGTERM');
    await ended;
    rmSync(this.folder, {recursive: true, force: true});
  }

  async ask<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
    const init: RequestInit = {method, headers: {...headers}};
    if (body instanceof Uint8Array) init.body = body as Uint8Array<ArrayBuffer>;
    else if (body !== undefined) {
      init.body = JSON.stringify(body);
      init.headers = {'Content-Type': 'application/json', ...headers};
    }
    const response = await fetch(`${this.address}/api/v1${path}`, init);
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** Adds a file and waits until it is read. */
  async add(path: string, name = basename(path)): Promise<Added> {
    return this.addBytes(readFileSync(path), name);
  }

  async addBytes(bytes: Uint8Array, name: string): Promise<Added> {
    let one = await this.ask<Added>('POST', `/documents?name=${encodeURIComponent(name)}`, bytes);
    for (let i = 0; i < 400 && one.state !== 'ready' && one.state !== 'failed'; ++i) {
      await new Promise((wait) => setTimeout(wait, 25));
      one = await this.ask<Added>('GET', '/documents/' + one.id);
    }
    return one;
  }
}
