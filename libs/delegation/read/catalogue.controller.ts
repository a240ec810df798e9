import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { checkShape, RefusedRequest, TextField } from '@remit/record/nest';
import { unknownEdition } from '../domain/delegation-commands.js';
import { catalogueEdition, NEWEST_EDITION } from '../domain/function-catalogue.js';

export class EditionDto {
  @TextField('Edition; left out: the newest', { optional: true, example: NEWEST_EDITION })
  edition?: string;
}

/** The function catalogue, with the legal source of each row and how far it was checked. */
@ApiTags('The function catalogue')
@Controller('api/catalogue')
export class CatalogueController {
  @Get('functions')
  @ApiOperation({ summary: 'The functions of trusts and schools' })
  @ApiQuery({ type: EditionDto })
  functions(@Query() asked: Readonly<Record<string, unknown>>): unknown {
    const checked = checkShape<EditionDto>(EditionDto, asked);
    if ('refused' in checked) throw new RefusedRequest(checked.refused);
    const { edition = NEWEST_EDITION } = checked.value;
    const found = catalogueEdition(edition);
    if (found !== undefined) return { ...found, functions: [...found.functions.values()] };
    throw new RefusedRequest(unknownEdition(edition, 'edition')!);
  }
}
