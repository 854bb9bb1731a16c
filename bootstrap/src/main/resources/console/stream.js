// Server-sent events. EventSource cannot send a token, so the stream is read with fetch.
import { connection } from './connection.js';
import { Problem, request } from './http.js';

const SILENCE_MILLIS = 10_000;
const PAUSE_MILLIS = 1_000;

/**
 * Follows a stream, and connects again whenever it ends.
 *
 * @param onEvent is given each event's data
 * @param onProblem is given what the process answered instead of a stream
 * @returns a function that ends it
 */
export function follow(path, onEvent, onProblem) {
  const control = new AbortController();
  let timer = 0;
  const run = async () => {
    try {
      await once(path, onEvent, control.signal);
    } catch (failure) {
      if (!control.signal.aborted && failure instanceof Problem) {
        onProblem(failure);
      }
    }
    if (!control.signal.aborted) {
      timer = setTimeout(run, PAUSE_MILLIS);
    }
  };
  run();
  return () => {
    clearTimeout(timer);
    control.abort();
  };
}

async function once(path, onEvent, stopped) {
  const silence = new AbortController();
  const signal = AbortSignal.any([stopped, silence.signal]);
  let watch = 0;
  const heard = () => {
    connection.heard();
    clearTimeout(watch);
    watch = setTimeout(() => {
      connection.lost();
      silence.abort();
    }, SILENCE_MILLIS);
  };
  try {
    heard();
    const response = await request(path, { method: 'GET', signal, headers: { Accept: 'text/event-stream' } });
    if (!response.ok) {
      throw new Problem(response.status);
    }
    await read(response.body, onEvent, heard);
  } catch (failure) {
    if (!signal.aborted && !(failure instanceof Problem)) {
      connection.lost();
    }
    throw failure;
  } finally {
    clearTimeout(watch);
  }
}

async function read(body, onEvent, heard) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    heard();
    const blocks = (rest + value).replaceAll('\r\n', '\n').split('\n\n');
    rest = blocks.pop();
    blocks.map(data).filter(text => text !== '').forEach(text => onEvent(JSON.parse(text)));
  }
}

function data(block) {
  return block.split('\n').filter(line => line.startsWith('data:')).map(line => line.slice(5).trimStart()).join('\n');
}
