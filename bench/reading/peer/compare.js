// node compare.js MIDYEAR TEXT [SECONDS]
//
// First shows on cases.tsv that Midyear and Microsoft's recognizers find the same numbers, and stops where they do
// not; then reads the same lines of TEXT with both, kind by kind and in turns, and prints megabytes per second.
'use strict';

const {execFileSync} = require('child_process');
const fs = require('fs');
const path = require('path');
const recognizers = require('@microsoft/recognizers-text-suite');

const PEER = {
  number: recognizers.recognizeNumber,
  percent: recognizers.recognizePercentage,
  currency: recognizers.recognizeCurrency,
  dimension: recognizers.recognizeDimension,
};
const RUNS = 5;

const [midyear, textPath, secondsText = '10'] = process.argv.slice(2);
if (!textPath) {
  console.error('usage: node compare.js MIDYEAR TEXT [SECONDS]');
  process.exit(2);
}

const parse = (kind, input) =>
    execFileSync(midyear, ['parse', '--kind', kind], {input, maxBuffer: 1 << 30}).toString().trimEnd().split('\n');
const median = values => [...values].sort((a, b) => a - b)[values.length >> 1];
const secondsSince = start => Number(process.hrtime.bigint() - start) / 1e9;

function showEqual() {
  const cases = fs.readFileSync(path.join(__dirname, 'cases.tsv'), 'utf8').trimEnd().split('\n').slice(1);
  let different = 0;
  for (const line of cases) {
    const [kind, text, wanted] = line.split('\t');
    const ours = JSON.parse(parse(kind, text + '\n')[0]).map(r => r.value).join(' ');
    const theirs = PEER[kind](text, 'zh-cn').map(r => parseFloat(r.resolution.value)).join(' ');
    if (ours === wanted && theirs === wanted) continue;
    different++;
    console.log(`  differs: ${kind} ${text}: wanted ${wanted}, midyear ${ours}, peer ${theirs}`);
  }
  console.log(`same numbers in ${cases.length - different} of ${cases.length} cases`);
  if (different) process.exit(1);
}

// As many lines from the start of the text as the peer reads in about the given time.
function lotOfLines(lines, seconds) {
  const start = process.hrtime.bigint();
  const lot = [];
  for (const line of lines) {
    if (lot.length && secondsSince(start) > seconds / RUNS) break;
    for (const kind in PEER) PEER[kind](line, 'zh-cn');
    lot.push(line);
  }
  return lot;
}

function timePeer(kind, lot) {
  const start = process.hrtime.bigint();
  for (const line of lot) PEER[kind](line, 'zh-cn');
  return secondsSince(start);
}

// The whole command: its start, the pipe and the JSON are in the time.
function timeOurs(kind, input) {
  const start = process.hrtime.bigint();
  execFileSync(midyear, ['parse', '--kind', kind], {input, stdio: ['pipe', 'ignore', 'inherit']});
  return secondsSince(start);
}

function compareSpeed() {
  const lines = fs.readFileSync(textPath, 'utf8').split('\n').filter(line => line.length > 0);
  const lot = lotOfLines(lines, Number(secondsText));
  const bytes = Buffer.byteLength(lot.join('\n') + '\n');
  const times = Math.ceil(8e6 / bytes);
  const input = (lot.join('\n') + '\n').repeat(times);
  const lock = JSON.parse(fs.readFileSync(path.join(__dirname, 'package.json'), 'utf8'));
  const version = lock.dependencies['@microsoft/recognizers-text-suite'];
  console.log(`node ${process.version}, recognizers-text-suite ${version}; ${lot.length} lines, ${bytes} bytes`);
  console.log(`(given to midyear ${times} times over); median of ${RUNS} runs, in turns`);
  console.log('kind              ratio   midyear MB/s      peer MB/s');
  let ourSum = 0, peerSum = 0;
  const print = (name, ours, theirs) => console.log(
      name.padEnd(12) + (theirs / ours).toFixed(0).padStart(11) + (bytes / 1e6 / ours).toFixed(1).padStart(15) +
      (bytes / 1e6 / theirs).toFixed(4).padStart(15));
  for (const kind in PEER) {
    const ours = [], theirs = [];
    for (let run = 0; run < RUNS; run++) {
      ours.push(timeOurs(kind, input) / times);
      theirs.push(timePeer(kind, lot));
    }
    ourSum += median(ours);
    peerSum += median(theirs);
    print(kind, median(ours), median(theirs));
  }
  print('all four', ourSum, peerSum);
}

showEqual();
compareSpeed();
