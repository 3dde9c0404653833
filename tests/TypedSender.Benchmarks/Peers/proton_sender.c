/* Sends events with qpid-proton's C library, as fast as it goes: the message of Contracts.cs, made anew for each send.
 *
 *   proton_sender PORT CONTAINER settled|unsettled COUNT BODY
 *
 * A tenth of COUNT is sent first and not measured. It prints messages a second: settled ones until the sink has answered the close,
 * unsettled ones (at most 1,000 in flight) until the last was accepted. */
#include <proton/connection.h>
#include <proton/delivery.h>
#include <proton/link.h>
#include <proton/message.h>
#include <proton/proactor.h>
#include <proton/session.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { IDS = 1024, IN_FLIGHT = 1000, REFILL = 100, OUTPUT_LIMIT = 1 << 20 };

static bool settled;
static unsigned count, target, sent, accepted, number;
static enum { WARMING, MEASURING, CLOSING } phase;
static char ids[IDS][16];
static char *body, *container;
static size_t body_size;
static double start;
static pn_message_t *message;
static pn_rwbytes_t buffer;
static pn_connection_t *connection;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec * 1e-9;
}

static pn_bytes_t text(const char *value) { return pn_bytes(strlen(value), value); }

static void send_one(pn_link_t *link) {
    number++;
    pn_message_clear(message);
    pn_atom_t id = {.type = PN_STRING, .u.as_bytes = text(ids[number % IDS])};
    pn_message_set_id(message, id);
    pn_message_set_content_type(message, "application/octet-stream");
    pn_message_set_subject(message, "bench.created");
    pn_data_t *properties = pn_message_properties(message);
    pn_data_put_map(properties);
    pn_data_enter(properties);
    pn_data_put_string(properties, text("region"));
    pn_data_put_string(properties, text("eu-west-1"));
    pn_data_put_string(properties, text("attempt"));
    pn_data_put_int(properties, 3);
    pn_data_put_string(properties, text("time"));
    pn_data_put_long(properties, 1700000000000L + number);
    pn_data_exit(properties);
    pn_message_set_inferred(message, true);
    pn_data_put_binary(pn_message_body(message), pn_bytes(body_size, body));

    pn_delivery_t *delivery = pn_delivery(link, pn_dtag((const char *)&number, sizeof number));
    if (pn_message_send(message, link, &buffer) < 0) {
        fprintf(stderr, "pn_message_send failed\n");
        exit(1);
    }
    if (settled) pn_delivery_settle(delivery);
    sent++;
}

static void report(void) { printf("%.0f\n", count / (now() - start)); }

static void pump(pn_link_t *link);

static void on_target(pn_link_t *link) {
    if (phase == WARMING) {
        phase = MEASURING;
        target = count;
        sent = accepted = 0;
        start = now();
        pump(link);
        return;
    }
    phase = CLOSING;
    if (!settled) report();
    pn_connection_close(connection);
}

static void pump(pn_link_t *link) {
    pn_session_t *session = pn_link_session(link);
    while (sent < target && pn_link_credit(link) > 0 &&
           (settled ? pn_session_outgoing_bytes(session) < OUTPUT_LIMIT : sent - accepted < IN_FLIGHT)) {
        send_one(link);
    }
    if (settled && sent == target && pn_session_outgoing_bytes(session) == 0) on_target(link);
}

static pn_link_t *open_link(void) {
    pn_connection_set_container(connection, container);
    pn_connection_open(connection);
    pn_session_t *session = pn_session(connection);
    pn_session_open(session);
    pn_link_t *link = pn_sender(session, "events");
    pn_link_set_snd_settle_mode(link, settled ? PN_SND_SETTLED : PN_SND_UNSETTLED);
    pn_terminus_set_address(pn_link_target(link), "events");
    pn_link_open(link);
    return link;
}

static void on_delivery(pn_link_t *link, pn_delivery_t *delivery) {
    if (!pn_delivery_settled(delivery) && pn_delivery_remote_state(delivery) != PN_ACCEPTED) return;
    pn_delivery_settle(delivery);
    if (++accepted == target) on_target(link);
    else if (IN_FLIGHT - (sent - accepted) >= REFILL) pump(link);
}

int main(int argc, char **argv) {
    if (argc != 6) return 2;
    container = argv[2];
    settled = strcmp(argv[3], "settled") == 0;
    count = (unsigned)atoi(argv[4]);
    target = count / 10;
    body_size = (size_t)atoi(argv[5]);
    body = malloc(body_size);
    memset(body, 0x5A, body_size);
    for (int i = 0; i < IDS; i++) snprintf(ids[i], sizeof ids[i], "msg-%010d", i);
    message = pn_message();

    pn_proactor_t *proactor = pn_proactor();
    char address[64];
    pn_proactor_addr(address, sizeof address, "127.0.0.1", argv[1]);
    connection = pn_connection();
    pn_proactor_connect2(proactor, connection, NULL, address);

    pn_link_t *link = NULL;
    for (bool running = true; running;) {
        pn_event_batch_t *batch = pn_proactor_wait(proactor);
        for (pn_event_t *event; (event = pn_event_batch_next(batch));) {
            switch (pn_event_type(event)) {
                case PN_CONNECTION_INIT: link = open_link(); break;
                case PN_LINK_FLOW: if (phase != CLOSING) pump(link); break;
                case PN_TRANSPORT: if (settled && link && phase != CLOSING) pump(link); break;
                case PN_DELIVERY: on_delivery(link, pn_event_delivery(event)); break;
                case PN_CONNECTION_REMOTE_CLOSE:
                    if (settled) report();
                    pn_connection_close(connection);
                    break;
                case PN_PROACTOR_INACTIVE: running = false; break;
                default: break;
            }
        }
        pn_proactor_done(proactor, batch);
    }
    return 0;
}
