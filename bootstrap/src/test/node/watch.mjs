// Watches an order with an EventSource and prints one line per event: its id, "error <code>" and "closed". Ends when the EventSource gives up.
import { createRequire } from 'node:module';

const require = createRequire(process.argv[2]);
const { EventSource } = require('eventsource');

const source = new EventSource(process.argv[3]);
source.addEventListener('status', event => console.log(event.lastEventId));
source.onerror = error => {
    console.log('error ' + (error.code ?? ''));
    if (source.readyState === EventSource.CLOSED) {
        console.log('closed');
        process.exit(0);
    }
};
setTimeout(() => {
    console.log('still connecting');
    process.exit(1);
}, 30_000);
