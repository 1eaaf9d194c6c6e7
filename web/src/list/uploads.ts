// Files on their way to the desk: three at once, each with its progress and, where it fails, the reason.

import {reactive} from 'vue';

import {Failure, upload} from '../api';
import type {Report} from '../types';
import {say} from '../words';

export interface Upload {
  id: number;
  name: string;
  size: number;
  state: 'waiting' | 'sending' | 'done' | 'already' | 'failed';
  share: number;
  detail: string;
  report: string;  // id, once it is there
  stop: AbortController;
  file: File;
}

const AT_ONCE = 3;
export const uploads = reactive<Upload[]>([]);
let last = 0;

export function addFiles(files: Iterable<File>, done: (report: Report) => void, limit: number): void {
  for (const file of files) {
    const fits = limit === 0 || file.size <= limit;
    uploads.push({
      id: ++last,
      name: file.webkitRelativePath || file.name,
      size: file.size,
      state: fits ? 'waiting' : 'failed',
      share: 0,
      detail: fits ? '' : say('upload.too_large', {limit: Math.floor(limit / 1024 / 1024)}),
      report: '',
      stop: new AbortController(),
      file,
    });
  }
  goOn(done);
}

function goOn(done: (report: Report) => void): void {
  while (uploads.filter((one) => one.state === 'sending').length < AT_ONCE) {
    const next = uploads.find((one) => one.state === 'waiting');
    if (!next) return;
    void sendOne(next, done).finally(() => goOn(done));
    // sendOne sets the state before its first await
  }
}

async function sendOne(one: Upload, done: (report: Report) => void): Promise<void> {
  one.state = 'sending';
  try {
    const report = await upload<Report>(`/documents?name=${encodeURIComponent(one.name)}`, one.file, (share) => (one.share = share), one.stop.signal);
    one.state = report.already ? 'already' : 'done';
    one.report = report.id;
    done(report);
  } catch (error) {
    one.state = 'failed';
    one.detail = error instanceof Failure ? error.problem.detail : say('upload.stopped');
  }
}

/** What became of reports after they had come: one that could not be read is no success. */
export function follow(reports: readonly Report[]): void {
  for (const one of uploads) {
    const report = one.report ? reports.find((known) => known.id === one.report) : undefined;
    if (report?.state !== 'failed' || one.state === 'failed') continue;
    one.state = 'failed';
    one.report = '';
    one.detail = report.error?.detail ?? say('state.failed');
  }
}

export function clearFinished(): void {
  for (let i = uploads.length - 1; i >= 0; --i)
    if (uploads[i]?.state === 'done' || uploads[i]?.state === 'already') uploads.splice(i, 1);
}

export function dropUpload(one: Upload): void {
  one.stop.abort();
  const at = uploads.findIndex((known) => known.id === one.id);
  if (at >= 0) uploads.splice(at, 1);
}

/** The files of a drop, those of folders too. */
export async function droppedFiles(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  if (!entries.some((entry) => entry?.isDirectory)) return [...transfer.files];
  const files: File[] = [];
  const walk = async (entry: FileSystemEntry): Promise<void> => {
    if (entry.name.startsWith('.') || files.length >= 5000) return;
    if (entry.isFile) {
      files.push(await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)));
      return;
    }
    const reader = (entry as FileSystemDirectoryEntry).createReader();
    for (;;) {
      const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
      if (some.length === 0) return;
      for (const one of some) await walk(one);
    }
  };
  for (const entry of entries) if (entry) await walk(entry);
  return files;
}
