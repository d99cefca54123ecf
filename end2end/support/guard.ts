// Whatever goes wrong in a browser without anybody looking fails the test.
import type { BrowserContext } from '@playwright/test';

export class Guard {
  readonly complaints: string[] = [];
  private expected = 0;

  constructor(
    private readonly origin: string,
    private readonly scripts: boolean,
  ) {}

  watch(context: BrowserContext): void {
    context.on('weberror', (error) => this.complain(`error in the page: ${error.error()}`));
    context.on('console', (message) => {
      // Failed answers are judged below, by their status.
      const failedAnswer = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !failedAnswer) this.complain(`console: ${message.text()}`);
    });
    context.on('request', (request) => {
      const url = new URL(request.url());
      const own = [this.origin, process.env.SOIREE_E2E_OIDC].includes(url.origin) || url.protocol === 'blob:' || url.protocol === 'data:';
      if (!own) this.complain(`a request to another site: ${request.url()}`);
    });
    context.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText;
      // Leaving a page aborts what it was still loading, and a download aborts its navigation.
      const aborted = reason === 'net::ERR_ABORTED';
      const switchedOff = !this.scripts && request.resourceType() === 'script';
      if (!aborted && !switchedOff) this.complain(`no answer from ${request.url()}: ${reason}`);
    });
    context.on('response', (response) => {
      const status = response.status();
      // An open page of what somebody else removed asks for it once more, and says that it is gone.
      const gone = status === 404 && response.request().headers()['x-live'] === '1';
      if (status >= 400 && status !== this.expected && !gone) this.complain(`${status} from ${response.request().method()} ${response.url()}`);
    });
  }

  /** Lets answers with this status pass while something is done. */
  async expecting<T>(status: number, act: () => Promise<T>): Promise<T> {
    this.expected = status;
    try {
      return await act();
    } finally {
      this.expected = 0;
    }
  }

  private complain(complaint: string): void {
    this.complaints.push(complaint);
  }
}
