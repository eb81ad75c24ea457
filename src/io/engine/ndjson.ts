import { StringDecoder } from 'node:string_decoder';

/** JSON values one a line, as they come. A line that is no JSON is given as its text, so that nothing the engine said is lost. */
export async function* readNdjson(stream: AsyncIterable<Buffer>): AsyncGenerator {
  for await (const line of readLines(stream)) {
    if (line.trim()) yield parse(line);
  }
}

/** The same for a program that may write its objects indented, over several lines. */
export async function* readJsonObjects(stream: AsyncIterable<Buffer>): AsyncGenerator {
  let open = '';
  for await (const line of readLines(stream)) {
    if (open || line === '{') {
      open += `${line}\n`;
      if (line !== '}') continue;
      yield parse(open);
      open = '';
    } else if (line.trim()) {
      yield parse(line);
    }
  }
  if (open) yield open;
}

async function* readLines(stream: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of stream) {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield line.replace(/\r$/, '');
  }
  rest += decoder.end();
  if (rest) yield rest;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return line;
  }
}
