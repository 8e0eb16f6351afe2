import { connect } from 'node:net';

/** What a run of requests came to. */
export interface Load {
  perSecond: number;
  /** Of one answer, with its head. */
  bytes: number;
}

/** One kept connection that asks again as soon as it is answered. Plain sockets: a client that parses would be timed too. */
function ask(port: number, request: string, until: number): Promise<{ answers: number; bytes: number }> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let answers = 0;
    let bytes = 0;
    let left = -1;
    let head = '';
    socket.on('error', reject);
    socket.on('connect', () => socket.write(request));
    socket.on('data', (data: Buffer) => {
      bytes += data.length;
      if (left < 0) {
        head += data.toString('latin1');
        const end = head.indexOf('\r\n\r\n');
        if (end < 0) return;
        if (!head.startsWith('HTTP/1.1 200')) {
          reject(new Error(head.slice(0, 200)));
          socket.destroy();
          return;
        }
        const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
        // Without a length the answer comes in pieces, and ends with an empty one.
        left = length === undefined ? Number.POSITIVE_INFINITY : Number(length) - (head.length - end - 4);
        head = '';
        if (length === undefined && data.subarray(-5).toString('latin1') === '0\r\n\r\n') left = 0;
      } else if (left === Number.POSITIVE_INFINITY) {
        if (data.subarray(-5).toString('latin1') === '0\r\n\r\n') left = 0;
      } else left -= data.length;
      if (left > 0) return;
      answers++;
      left = -1;
      if (performance.now() < until) socket.write(request);
      else {
        socket.end();
        resolve({ answers, bytes });
      }
    });
  });
}

/** Asks servers of one kind for a page, from so many connections each, for so long. */
export async function load(
  ports: readonly number[],
  path: string,
  headers: Record<string, string>,
  { connections = 2, forMs = 8_000 } = {},
): Promise<Load> {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const request = `GET ${path} HTTP/1.1\r\nhost: localhost\r\n${lines.join('')}\r\n`;
  const all = ports.flatMap(port => Array.from({ length: connections }, () => port));
  const run = async (ms: number) => {
    const begun = performance.now();
    const done = await Promise.all(all.map(port => ask(port, request, begun + ms)));
    const answers = done.reduce((sum, each) => sum + each.answers, 0);
    const bytes = done.reduce((sum, each) => sum + each.bytes, 0);
    return { perSecond: (answers * 1000) / (performance.now() - begun), bytes: Math.round(bytes / answers) };
  };
  await run(3_000);
  return await run(forMs);
}
