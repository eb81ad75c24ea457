import { StringDecoder } from 'node:string_decoder';

/** JSON values one a line, as they come. A line that is no JSON is given as its text, so that nothing the engine said is lost. */
export async function* readNdjson(stream: AsyncIterable<Buffer>): AsyncGenerator {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of stream) {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.trim()) yield parse(line);
    }
  }
  rest += decoder.end();
  if (rest.trim()) yield parse(rest);
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return line;
  }
}
