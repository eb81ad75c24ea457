/** Entry of the load worker: the extension host and the command line never generate load in their own thread. */
import { parentPort, workerData } from 'node:worker_threads';
import { generate, type GeneratorOptions } from './generator.ts';

const options = workerData as GeneratorOptions & { readonly target: { readonly request: Uint8Array } };
const generator = generate({ ...options, target: { ...options.target, request: Buffer.from(options.target.request) } });

parentPort?.once('message', () => {
  generator.stop();
});
void generator.counts.then((counts) => {
  parentPort?.postMessage(counts);
  parentPort?.close();
});
