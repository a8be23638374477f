import { Injectable } from '@nestjs/common';
import { Loops } from '#event-bus';
import { Directory } from '../directory.ts';

/** After each change, and now and then in case a call was lost: the accounts and channels in memory are those of the tables. */
@Injectable()
export class KeepDirectory {
  constructor(directory: Directory, loops: Loops) {
    const look = async () => {
      await directory.look();
      return false;
    };
    loops.add('directory', look);
  }
}
