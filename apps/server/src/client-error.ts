import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Problem } from '@remit/kernel';
import { problemDocument } from './problem-document.js';

/** Answers what Node cannot even read as a request, which never reaches the application. */
export function answerClientError(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const document = problemDocument(problemOf(error.code));
  const body = JSON.stringify(document);
  socket.end(
    [
      `HTTP/1.1 ${String(document.status)} ${STATUS_CODES[document.status] ?? ''}`,
      'Content-Type: application/problem+json; charset=utf-8',
      `Content-Length: ${String(Buffer.byteLength(body))}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

function problemOf(code: string | undefined): Problem {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return {
      code: 'HTTP.ADDRESS_TOO_LONG',
      expected: 'an address and headers of at most 16 KiB together',
      detail: 'The address or the headers are too long. Send many questions as the body of a POST instead.',
    };
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return { code: 'HTTP.TIMEOUT', detail: 'The request did not arrive in time. Send it again.' };
  }
  return { code: 'HTTP.MALFORMED', detail: 'This is not a request that HTTP/1.1 knows.' };
}
