/** What the web server of a static site depends on. */
export interface Site {
  /** Every unknown path is answered with index.html, for routers that run in the browser. */
  readonly spaFallback: boolean;
  /** Folders below the site's root whose file names hold a hash of their content. */
  readonly hashed: readonly string[];
  /** Files beside the pages that are not to be served. */
  readonly hidden: readonly string[];
}

/** Port and root folder of nginxinc/nginx-unprivileged. */
export const nginxPort = 8080;
export const nginxRoot = '/usr/share/nginx/html';

/** A complete nginx.conf that needs no root and writes nowhere but to /tmp. */
export function nginxConf({ spaFallback, hashed, hidden }: Site): string {
  const cached = hashed.map((folder) => `        ~^/${folder.replaceAll('.', '\\.')}/ "public, max-age=31536000, immutable";\n`).join('');
  const strict = hashed.map((folder) => `\n        location /${folder}/ {\n            try_files $uri =404;\n        }\n`).join('');
  const denied = hidden.map((file) => `\n        location = /${file} {\n            return 404;\n        }\n`).join('');
  const lookup = spaFallback ? '$uri /index.html' : '$uri $uri/index.html $uri.html =404';
  return `worker_processes auto;
pid /tmp/nginx.pid;
error_log /dev/stderr warn;

events {
    worker_connections 1024;
}

http {
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log /dev/stdout;
    sendfile on;
    server_tokens off;

    client_body_temp_path /tmp/client_body;
    proxy_temp_path /tmp/proxy;
    fastcgi_temp_path /tmp/fastcgi;
    uwsgi_temp_path /tmp/uwsgi;
    scgi_temp_path /tmp/scgi;

    gzip on;
    gzip_vary on;
    gzip_types text/css text/javascript application/javascript application/json application/manifest+json image/svg+xml;

    # Files with a hash in their name never change; all others are asked for again each time.
    map $uri $cache_control {
        default "no-cache";
${cached}    }

    server {
        listen ${String(nginxPort)};
        root ${nginxRoot};
        add_header Cache-Control $cache_control;
        add_header X-Content-Type-Options nosniff;

        location / {
            try_files ${lookup};
        }
${strict}${denied}
        # Hidden files are never pages.
        location ~ /\\.(?!well-known/) {
            return 404;
        }
    }
}
`;
}
