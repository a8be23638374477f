import { RoutingModule } from '#routing';
import { runProcess } from '#platform';

await runProcess([RoutingModule]);
