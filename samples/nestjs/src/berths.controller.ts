import { Controller, Get } from '@nestjs/common';
import { BerthsService } from './berths.service';

@Controller()
export class BerthsController {
  constructor(private readonly berths: BerthsService) {}

  @Get()
  list() {
    return this.berths.all();
  }

  @Get('/health')
  health() {
    return { status: 'ok' };
  }
}
