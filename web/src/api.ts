// The desk's API: every call answers what it promises or throws a Failure with the problem that the desk told.

import {onScopeDispose, ref} from 'vue';

import type {About, Change, Problem, Session} from './types';
import {language, say} from './words';

export class Failure extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
  get code(): string {
    return this.problem.code;
  }
}

function unreachable(): Failure {
  return new Failure({type: 'about:blank', code: 'unreachable', title: say('error.unreachable'), status: 0, detail: say('error.unreachable')});
}

// ---- who is signed in

export const session = ref<Session | null>(null);
export async function loadSession(): Promise<void> {
  session.value = await get<Session>('/session');
}
/** What whoever is signed in may do anywhere at all. */
export const may = (right: string): boolean => session.value?.rights.includes(right) ?? false;
/** The session is over: the sign-in page takes the place of all others. */
function forgetSession(): void {
  if (session.value) session.value = {...session.value, person: null, rights: [], csrf: null};
}

function problemOf(status: number, text: string): Failure {
  try {
    const problem = JSON.parse(text) as Problem;
    if (problem.code === 'sign_in_needed') forgetSession();
    if (typeof problem.code === 'string') return new Failure(problem);
  } catch {
    // no problem document: something between us and the desk answered
  }
  const detail = say('error.status', {status});
  return new Failure({type: 'about:blank', code: 'status', title: detail, status, detail});
}

export interface Ask {
  body?: unknown;
  ifMatch?: string | number;
  signal?: AbortSignal;
}

function headersOf(method: string, ask: Ask): Headers {
  const headers = new Headers({Accept: 'application/json', 'Accept-Language': language.value});
  if (ask.body !== undefined) headers.set('Content-Type', 'application/json');
  if (ask.ifMatch !== undefined) headers.set('If-Match', `"${ask.ifMatch}"`);
  if (method !== 'GET') headers.set('Idempotency-Key', newKey());
  if (method !== 'GET' && session.value?.csrf) headers.set('X-CSRF-Token', session.value.csrf);
  return headers;
}

/** A key for a change, so that asking again after a lost answer does it once. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function send(method: string, path: string, ask: Ask, headers: Headers): Promise<Response> {
  const init: RequestInit = {method, headers};
  if (ask.body !== undefined) init.body = JSON.stringify(ask.body);
  if (ask.signal) init.signal = ask.signal;
  return fetch('/api/v1' + path, init);
}

export async function call<T>(method: string, path: string, ask: Ask = {}): Promise<T> {
  const headers = headersOf(method, ask);
  let response: Response;
  try {
    response = await send(method, path, ask, headers);
  } catch (error) {
    if (ask.signal?.aborted) throw error;
    // Once more with the same key: a change that was done is not done twice.
    await new Promise((resolve) => setTimeout(resolve, 600));
    try {
      response = await send(method, path, ask, headers);
    } catch {
      if (ask.signal?.aborted) throw error;
      throw unreachable();
    }
  }
  const text = await response.text();
  if (!response.ok) throw problemOf(response.status, text);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

export const get = <T>(path: string, signal?: AbortSignal): Promise<T> => call<T>('GET', path, signal ? {signal} : {});

/** The name that an answer gives its file: Content-Disposition, RFC 8187. */
export function fileName(header: string | null): string {
  const coded = /filename\*=UTF-8''([^;]+)/i.exec(header ?? '')?.[1];
  if (coded === undefined) return '';
  try {
    return decodeURIComponent(coded);
  } catch {
    return '';  // no name is better than a broken one
  }
}

/** Asks for a file and hands it to the browser to keep, under the desk's name or `name`. */
export async function download(path: string, name: string): Promise<void> {
  let response: Response;
  try {
    response = await fetch(path, {headers: {'Accept-Language': language.value}});
  } catch {
    throw unreachable();
  }
  if (!response.ok) throw problemOf(response.status, await response.text());
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = fileName(response.headers.get('Content-Disposition')) || name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Sends a file as it is; tells how much of it has gone. */
export function upload<T>(path: string, file: Blob, progress: (share: number) => void, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/v1' + path);
    request.setRequestHeader('Accept-Language', language.value);
    request.setRequestHeader('Idempotency-Key', newKey());
    if (session.value?.csrf) request.setRequestHeader('X-CSRF-Token', session.value.csrf);
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onerror = () => reject(unreachable());
    request.onabort = () => reject(new DOMException('', 'AbortError'));
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText) as T);
      else reject(problemOf(request.status, request.responseText));
    };
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

// ---- changes that others, or the desk itself, make

export const connected = ref(true);
const listeners = new Set<(change: Change) => void>();
const resumed = new Set<() => void>();
let source: EventSource | null = null;

function connect(): void {
  source = new EventSource('/api/v1/events');
  source.addEventListener('change', (event) => {
    const change = JSON.parse((event as MessageEvent<string>).data) as Change;
    for (const listener of [...listeners]) listener(change);
  });
  source.addEventListener('reset', () => resumed.forEach((again) => again()));
  source.onopen = () => {
    const was = connected.value;
    connected.value = true;
    if (!was) resumed.forEach((again) => again());
  };
  source.onerror = () => {
    connected.value = false;
    if (source?.readyState !== EventSource.CLOSED) return;
    source = null;
    loadSession().catch(() => undefined);  // over, or the desk is gone, which is told already
    setTimeout(() => listeners.size > 0 && !source && connect(), 3000);
  };
}

/** Calls back on every change while the component lives, and `again` when changes may have been missed. */
export function onChange(listener: (change: Change) => void, again: () => void): void {
  listeners.add(listener);
  resumed.add(again);
  if (!source) connect();
  onScopeDispose(() => {
    listeners.delete(listener);
    resumed.delete(again);
  });
}

export const about = ref<About | null>(null);
export async function loadAbout(): Promise<void> {
  about.value = await get<About>('/about');
}
