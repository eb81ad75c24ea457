import type { WriteStream } from 'node:tty';
import { styleText } from 'node:util';
import { noPaint, type Paint } from '../core/testing/report/text.ts';
import type { RunEvent } from '../io/testing/run-tests.ts';

/** Tells on a stream how the run goes: one line that changes on a terminal, a line an event elsewhere, nothing for machine formats. */
export function createTestProgress(stream: WriteStream, format: string): (event: RunEvent) => void {
  const quiet = format !== 'text';
  const terminal = stream.isTTY;
  let open = false;

  const clear = () => {
    if (open) stream.write('\r\u001b[2K');
    open = false;
  };
  const line = (text: string) => {
    clear();
    stream.write(`${text}\n`);
  };
  const status = (text: string) => {
    if (!terminal) return;
    clear();
    stream.write(text.slice(0, Math.max(20, stream.columns - 1)));
    open = true;
  };

  return (event) => {
    if (quiet) return;
    switch (event.type) {
      case 'build':
        if (event.event.type === 'step' && event.event.step.state === 'running') status(`Building: ${event.event.step.name}`);
        return;
      case 'built':
        line(`Built ${event.image} in ${(event.durationMs / 1000).toFixed(1)} s`);
        return;
      case 'service':
        line(`Service ${event.name} ${event.state}${event.detail === '' ? '' : `: ${event.detail}`}`);
        return;
      case 'started':
        status(`${event.title}…`);
        if (!terminal) line(`${event.title}…`);
        return;
      case 'progress':
        status(`${event.kind}: ${event.text}`);
        return;
      case 'finished':
        clear();
        return;
      case 'log':
        return;
    }
  };
}

/** Colours where the stream is a terminal that wants them. */
export function terminalPaint(stream: WriteStream): Paint {
  if (!stream.isTTY || process.env['NO_COLOR']) return noPaint;
  const paint = (style: Parameters<typeof styleText>[0]) => (text: string) => styleText(style, text);
  return { good: paint('green'), bad: paint('red'), unsure: paint('yellow'), quiet: paint('dim'), strong: paint('bold') };
}
