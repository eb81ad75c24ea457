import type { BackingService } from './service.ts';

export const service: BackingService = {
  name: 'memcached',
  image: 'memcached',
  tag: '1.6',
  port: 11211,
  healthcheck: {
    test: ['CMD', 'bash', '-c', 'exec 3<>/dev/tcp/127.0.0.1/11211 && printf "version\\r\\n" >&3 && read -r -t 2 _ <&3'],
    startPeriod: 5,
  },
  data: null,
  memory: '128M',
  password: null,
  url: (host) => `${host}:11211`,
  conventionalEnv: 'MEMCACHED_SERVERS',
};
