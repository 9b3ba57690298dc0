/**
 * What of the gateway people need, by what its own page and clients ask for (OpenClaw 2026.9.6: its route tables, and the
 * requests of its page). Everything else is answered with 404 here and never reaches it: health and readiness, `/v1`,
 * `/hooks`, `/tools`, `/api/v1/admin/rpc`, workers, canvas, and `/share`, which the gateway serves without its token.
 */

/** WebSocket and, with the page on, the page itself. */
export const ROOT_PATH = '/';

/** Regular expressions of whole paths, in nginx's and JavaScript's common language; only with the page on. */
export const pagePaths = {
  /** Unchanging files of the page. */
  files: [
    '^/(assets|fonts|themes|file-icons|provider-icons|cloud-provider-icons|app-art|community-art)/[A-Za-z0-9_./@-]+$',
    '^/(favicon\\.ico|favicon\\.svg|favicon-32\\.png|apple-touch-icon\\.png|manifest\\.webmanifest|asset-manifest\\.json|sw\\.js)$',
  ],
  /** Addresses within the page: each is the same document, and the browser does the rest. */
  documents: [
    '^/(chat|dashboard|approve|settings|skills)(/[^/\\x5c]+)*/?$',
    '^/(agents|sessions|usage|tasks|logs|debug|new|plugins|worktrees|workboard|systems|start|portals|meetings|memory-import|cron|nodes|channels|instances|overview|activity|automations|dashboards)/?$',
  ],
  /** What the page asks for with the gateway's own token. */
  data: [
    '^/control-ui-config\\.json$',
    '^/(__openclaw|__openclaw__)/control-ui-config\\.json$',
    '^/avatar/[^/\\x5c]+$',
    '^/api/users/[^/\\x5c]+/avatar$',
    '^/api/(chat/media/outgoing|artifacts/download)/[^\\x5c]+$',
    '^/__openclaw__/assistant-media$',
    '^/__openclaw__/(catalog-icon|channel-avatar|link-favicon|plugin-icon|plugin-activity-icon|workspace-icon)/[^/\\x5c]+$',
    '^/__openclaw__/plugins/control-ui/[^\\x5c]+$',
  ],
} as const;

/** Does a declared path reach the gateway? `path` without query. */
export function isPassedOn(path: string, controlUi: boolean): boolean {
  if (path === ROOT_PATH) return true;
  return controlUi && Object.values(pagePaths).some((group) => group.some((pattern) => new RegExp(pattern).test(path)));
}
