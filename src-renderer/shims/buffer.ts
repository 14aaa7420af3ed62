// typedarray-pool, which plotly.js brings along, asks only for Buffer.isBuffer in a browser.
export const Buffer = { isBuffer: (): boolean => false };
