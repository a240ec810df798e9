import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  HttpException,
  Injectable,
  type NestInterceptor,
  SetMetadata,
  UseInterceptors,
} from '@nestjs/common';
import { FilesInterceptor } from '@nestjs/platform-express';
import type { Request } from 'express';
import type { Problem } from '@remit/kernel';
import { RefusedRequest } from '@remit/record/nest';
import { tokenProblem } from '../access/page-security.js';
import { TAKES_FILES } from '../access/requires.js';
import { FILE_MEBIBYTES_MAX, FILES_MAX, FolderStorage, MEBIBYTE } from './folder-storage.js';
import { Uploads } from './uploads.js';

/** The name of the field for files in every form that has one. */
export const FILES_FIELD = 'files';

/** More than any form with files has beside them. */
const FIELDS_MAX = 40;
const FIELD_BYTES_MAX = 4096;

/**
 * Takes the files of a form to a folder, {@link Request.upload}. The token of the form stands before its files, so that none is
 * taken without it; whatever goes wrong deletes those that were taken.
 */
@Injectable()
export class FilesTaken implements NestInterceptor {
  private readonly receiving: NestInterceptor;

  constructor(private readonly uploads: Uploads) {
    this.receiving = new (FilesInterceptor(FILES_FIELD, FILES_MAX, {
      storage: new FolderStorage(uploads),
      fileFilter: (request: Request, _file, decided) => {
        const problem = tokenProblem(request);
        decided(problem === undefined ? null : new RefusedRequest(problem), true);
      },
      limits: {
        files: FILES_MAX,
        fileSize: FILE_MEBIBYTES_MAX * MEBIBYTE,
        fields: FIELDS_MAX,
        fieldSize: FIELD_BYTES_MAX,
        fieldNestingDepth: 0,
      },
      defParamCharset: 'utf8',
    }))();
  }

  async intercept(context: ExecutionContext, next: CallHandler): Promise<ReturnType<CallHandler['handle']>> {
    const request = context.switchToHttp().getRequest<Request>();
    const handle: CallHandler['handle'] = () => {
      const problem = tokenProblem(request);
      if (problem !== undefined) throw new RefusedRequest(problem);
      return next.handle();
    };
    try {
      return await this.receiving.intercept(context, { handle });
    } catch (error) {
      if (request.upload !== undefined) this.uploads.remove(request.upload.id);
      throw refusedAs(error);
    }
  }
}

/** A page that takes files. It must be wrapped so, or it gets no form with files at all. */
export function TakesFiles(): MethodDecorator {
  return applyDecorators(SetMetadata(TAKES_FILES, true), UseInterceptors(FilesTaken));
}

/** What multer says is wrong, in words; all else as it is. */
function refusedAs(error: unknown): unknown {
  if (!(error instanceof HttpException)) return error;
  const { code } = (error.cause ?? {}) as { readonly code?: unknown };
  if (code === 'LIMIT_FILE_SIZE') return new RefusedRequest(TOO_LARGE);
  return new RefusedRequest(code === 'LIMIT_FILE_COUNT' ? TOO_MANY : NOT_WHOLE);
}

const TOO_LARGE: Problem = {
  code: 'HTTP.TOO_LARGE',
  expected: `at most ${String(FILE_MEBIBYTES_MAX)} MB for each file`,
  detail: `One of the files is larger than ${String(FILE_MEBIBYTES_MAX)} MB. None that is asked for is that large, so it is probably another one. Go back and choose the right file. Nothing was recorded.`,
};

const TOO_MANY: Problem = {
  code: 'HTTP.TOO_LARGE',
  expected: `at most ${String(FILES_MAX)} files`,
  detail: `More than ${String(FILES_MAX)} files were sent at once. Go back and choose only those that are asked for. Nothing was recorded.`,
};

const NOT_WHOLE: Problem = {
  code: 'HTTP.NOT_A_FORM',
  expected: 'a form with files, as the page sends it',
  detail: 'The files did not arrive whole. Go back, load the page again and send them again. Nothing was recorded.',
};
