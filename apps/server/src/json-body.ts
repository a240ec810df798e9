import { raw } from 'express';
import type { NextFunction, Request, Response } from 'express';
import { faultInWords, type JsonFault, parseStrictJson, type Problem } from '@remit/kernel';
import { RefusedRequest } from '@remit/record/nest';
import { BODY_BYTES_MAX } from './body-limit.js';
import { carriesFiles, isPagePath } from './pages/access/page-paths.js';

const BYTE_ORDER_MARK = '\ufeff';
const WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);
const readBytes = raw({ type: () => true, limit: BODY_BYTES_MAX, inflate: false });

/**
 * Reads a request's body as strict JSON: valid UTF-8, no name twice in one object, no absurd nesting, at most 1 MiB.
 * Whatever is wrong goes on as a problem.
 */
export function jsonBody(request: Request, response: Response, next: NextFunction): void {
  if (!WITH_BODY.has(request.method) || isForm(request)) {
    next();
    return;
  }
  // A page of another site can make a browser post text or nothing at all as the type, but not JSON.
  const type = request.is(['json', '+json']);
  if (type === null || type === false) {
    next(
      refused(type === null ? emptyBody() : notJsonType(request.headers['content-type'] ?? 'nothing in particular')),
    );
    return;
  }
  readBytes(request, response, (error?: unknown) => {
    if (error !== undefined) {
      next(refused(readProblem(error)));
      return;
    }
    const read = parse(request.body);
    if ('problem' in read) {
      next(refused(read.problem));
      return;
    }
    request.body = read.value;
    next();
  });
}

/** Forms of pages are read before, or, with files, by the page itself; and by nobody else. */
function isForm(request: Request): boolean {
  return carriesFiles(request) || (isPagePath(request.path) && request.body !== undefined);
}

function refused(problem: Problem): RefusedRequest {
  return new RefusedRequest(problem);
}

function parse(body: unknown): { readonly value: unknown } | { readonly problem: Problem } {
  if (!Buffer.isBuffer(body) || body.length === 0) return { problem: emptyBody() };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return {
      problem: { code: 'HTTP.NOT_JSON', expected: 'JSON in UTF-8', detail: 'The body is not valid UTF-8 text.' },
    };
  }
  if (text.startsWith(BYTE_ORDER_MARK)) return { problem: byteOrderMark() };
  const read = parseStrictJson(text);
  return 'fault' in read ? { problem: faultProblem(read.fault) } : read;
}

function faultProblem(fault: JsonFault): Problem {
  return {
    code: 'HTTP.NOT_JSON',
    ...(fault.name === undefined ? {} : { field: fault.name }),
    expected: 'one JSON value in which no object has a name twice, nested at most 64 levels deep',
    detail: `The body cannot be read: ${faultInWords(fault)}.`,
  };
}

function byteOrderMark(): Problem {
  return {
    code: 'HTTP.NOT_JSON',
    expected: 'JSON in UTF-8 without a byte order mark',
    detail: 'The body begins with a byte order mark, which JSON does not allow. Save it as UTF-8 without one.',
  };
}

function emptyBody(): Problem {
  return {
    code: 'HTTP.NOT_JSON',
    expected: 'a JSON object',
    detail: 'The body is empty. Send the data as a JSON object.',
  };
}

function notJsonType(type: string): Problem {
  return {
    code: 'HTTP.MEDIA_TYPE',
    field: 'Content-Type',
    expected: 'application/json',
    detail: `The body is sent as "${type}". Send JSON, with the header Content-Type: application/json.`,
  };
}

function readProblem(error: unknown): Problem {
  const { type } = error as { readonly type?: string };
  if (type === 'encoding.unsupported') {
    return {
      code: 'HTTP.MEDIA_TYPE',
      field: 'Content-Encoding',
      expected: 'a body that is not compressed',
      detail: 'The body is compressed. Send it as it is, without the header Content-Encoding.',
    };
  }
  if (type === 'entity.too.large') {
    return {
      code: 'HTTP.TOO_LARGE',
      expected: `at most ${String(BODY_BYTES_MAX)} bytes`,
      detail: 'The body is larger than 1 MiB. Send less at a time; keep documents elsewhere and give their reference.',
    };
  }
  return {
    code: 'HTTP.NOT_JSON',
    expected: 'a JSON object',
    detail: 'The body could not be read to its end. Send it again.',
  };
}
