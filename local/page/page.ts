/** The page of the local server: it watches the gateway, and answers at the server's root. */
import type { Gateway } from '../api-gateway/gateway.ts';
import { type PageRoutes, type PageRoutesOptions, pageRoutes } from './page-routes.ts';
import { requestFeed } from './request-feed.ts';
import { watchedGateway } from './watched-gateway.ts';

export interface LocalPage {
  readonly serve: PageRoutes;
  /** The gateway whose requests the page shows. */
  readonly watched: (gateway: Gateway) => Gateway;
}

export const localPage = (options: Omit<PageRoutesOptions, 'feed'>): LocalPage => {
  const feed = requestFeed();
  return {
    serve: pageRoutes({ ...options, feed }),
    watched: (gateway) => watchedGateway(gateway, feed.add),
  };
};
