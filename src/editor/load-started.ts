/** When the first of the extension's modules ran, in ms of `performance.now()`. Imported before all others. */
export const loadStarted: number = performance.now();
