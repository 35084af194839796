/** Where this process serves, told to the benchmark. */
let address = "";

/** Tells the benchmark that it can begin, in the words that this product uses. */
export function tellReady(url: string): void {
  address = url;
  process.stdout.write(`${JSON.stringify({ ready: true, url })}\n`);
}

/** "http://127.0.0.1:PORT" */
export function ownAddress(): string {
  return address;
}
