// Work that goes on only while the page is visible: a hidden tab sends no requests.

/**
 * Calls `start` whenever the page becomes visible, and the function that it returned whenever the page is hidden.
 *
 * @returns a function that ends both
 */
export function whileVisible(start) {
  let stop = null;
  const follow = () => {
    if (document.hidden) {
      stop?.();
      stop = null;
    } else {
      stop ??= start();
    }
  };
  document.addEventListener('visibilitychange', follow);
  follow();
  return () => {
    document.removeEventListener('visibilitychange', follow);
    stop?.();
    stop = null;
  };
}

/** Runs `task(signal)` now and `seconds` after each end of it; once if `seconds` is 0. @returns a function that ends it */
export function every(seconds, task) {
  const control = new AbortController();
  let timer = 0;
  const run = async () => {
    await task(control.signal);
    if (seconds > 0 && !control.signal.aborted) {
      timer = setTimeout(run, seconds * 1000);
    }
  };
  run();
  return () => {
    clearTimeout(timer);
    control.abort();
  };
}
