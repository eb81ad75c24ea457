import { Injectable } from '@nestjs/common';

@Injectable()
export class BerthsService {
  all() {
    return ['north quay', 'south quay'];
  }
}
