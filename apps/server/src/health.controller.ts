import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { RecordStore } from '@remit/record';

/** Whether the process runs, and whether it can answer. */
@ApiTags('Health')
@Controller('health')
export class HealthController {
  constructor(private readonly store: RecordStore) {}

  @Get('live')
  @ApiOperation({ summary: 'The process runs' })
  live(): unknown {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiOperation({ summary: 'The record can be read' })
  async ready(): Promise<unknown> {
    const heads = await this.store.heads();
    return { status: 'ok', trusts: heads.length };
  }
}
