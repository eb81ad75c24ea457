import * as vscode from 'vscode';
import { plainText } from '../../core/text/plain-text.ts';
import type { Services } from '../services.ts';
import { requireTrust } from '../trust.ts';
import { containerOf } from './container-item.ts';

const tailLines = 1000;

interface Followed {
  readonly channel: vscode.OutputChannel;
  following: boolean;
}

const followed = new Map<string, Followed>();

/** Shows a container's output in an output channel of its own, and follows it until the container ends. */
export async function showContainerLogs({ engine, context, log }: Services, item: unknown): Promise<void> {
  const container = containerOf(item);
  if (!container || !(await requireTrust())) return;
  const known = followed.get(container.containerId);
  if (known?.following) {
    known.channel.show(true);
    return;
  }
  const entry = known ?? { channel: vscode.window.createOutputChannel(`${container.label} (container)`, 'log'), following: true };
  entry.following = true;
  if (!known) {
    followed.set(container.containerId, entry);
    context.subscriptions.push(entry.channel);
  }
  entry.channel.clear();
  entry.channel.show(true);
  const connected = await engine.get();
  const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  const follow = async (): Promise<void> => {
    try {
      for await (const { stream, data } of connected.logs(container.containerId, { follow: true, tail: tailLines })) {
        entry.channel.append(plainText(decoders[stream].decode(data, { stream: true })));
      }
      entry.channel.appendLine(vscode.l10n.t('— {0} has ended —', container.label));
    } catch (error) {
      log.warn(`The log of ${container.label} ended: ${error instanceof Error ? error.message : String(error)}`);
      entry.channel.appendLine(
        vscode.l10n.t('— the log cannot be read any further: {0} —', error instanceof Error ? error.message : String(error)),
      );
    } finally {
      entry.following = false;
    }
  };
  void follow();
}
