/* Sends events with qpid-proton's C library, as fast as it goes: the message of Contracts.cs, made anew for each send.
 *
 *   proton_sender PORT CONTAINER settled|unsettled|single COUNT BODY IN_FLIGHT [CERTIFICATE]
 *
 * A tenth of COUNT is sent first and not measured. It prints one line of JSON; settled messages are timed until the sink
 * has answered the close, others until the last was accepted. */
#include <proton/condition.h>
#include <proton/connection.h>
#include <proton/delivery.h>
#include <proton/link.h>
#include <proton/message.h>
#include <proton/proactor.h>
#include <proton/session.h>
#include <proton/ssl.h>
#include <proton/transport.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { IDS = 1024, OUTPUT_LIMIT = 1 << 20 };

static bool settled, single;
static unsigned count, warming, target, sent, accepted, number, in_flight, refill;
static enum { WARMING, MEASURING, CLOSING } phase;
static char ids[IDS][16];
static char *body, *container;
static size_t body_size;
static double start, start_cpu, sent_at, *times;
static pn_message_t *message;
static pn_rwbytes_t buffer;
static pn_connection_t *connection;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec * 1e-9;
}

static double cpu(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
}

/* getrusage tells the peak of whoever started this process, too. */
static long peak_bytes(void) {
    long kibibytes = 0;
    char line[256];
    FILE *status = fopen("/proc/self/status", "r");
    while (status && fgets(line, sizeof line, status) && sscanf(line, "VmHWM: %ld", &kibibytes) != 1) {
    }
    if (status) fclose(status);
    return kibibytes * 1024;
}

static pn_bytes_t text(const char *value) { return pn_bytes(strlen(value), value); }

static void encode(void) {
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
}

static void send_one(pn_link_t *link) {
    number++;
    sent_at = now();
    encode();
    pn_delivery_t *delivery = pn_delivery(link, pn_dtag((const char *)&number, sizeof number));
    if (pn_message_send(message, link, &buffer) < 0) {
        fprintf(stderr, "pn_message_send failed\n");
        exit(1);
    }
    if (settled) pn_delivery_settle(delivery);
    sent++;
}

static int ascending(const void *first, const void *second) {
    double difference = *(const double *)first - *(const double *)second;
    return (difference > 0) - (difference < 0);
}

static double share(unsigned per_mille) { return times[(unsigned long)count * per_mille / 1000] * 1e6; }

static void report(void) {
    double seconds = now() - start;
    double used = cpu() - start_cpu;
    printf("{\"sent\":%u,\"seconds\":%.6f,\"cpuSeconds\":%.6f,\"peakBytes\":%ld", warming + count, seconds, used, peak_bytes());
    if (single) {
        qsort(times, count, sizeof *times, ascending);
        printf(",\"p50\":%.1f,\"p99\":%.1f,\"p999\":%.1f", share(500), share(990), share(999));
    }
    printf("}\n");
}

static void pump(pn_link_t *link);

static void on_target(pn_link_t *link) {
    if (phase == WARMING) {
        phase = MEASURING;
        target = count;
        sent = accepted = 0;
        start = now();
        start_cpu = cpu();
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
           (settled ? pn_session_outgoing_bytes(session) < OUTPUT_LIMIT : sent - accepted < in_flight)) {
        send_one(link);
    }
    if (settled && sent == target && pn_session_outgoing_bytes(session) == 0) on_target(link);
}

static void on_delivery(pn_link_t *link, pn_delivery_t *delivery) {
    if (!pn_delivery_settled(delivery) && pn_delivery_remote_state(delivery) != PN_ACCEPTED) return;
    if (phase == MEASURING && single) times[accepted] = now() - sent_at;
    pn_delivery_settle(delivery);
    if (++accepted == target) on_target(link);
    else if (in_flight - (sent - accepted) >= refill) pump(link);
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

static pn_transport_t *secure(const char *certificate) {
    pn_transport_t *transport = pn_transport();
    pn_ssl_domain_t *domain = pn_ssl_domain(PN_SSL_MODE_CLIENT);
    pn_ssl_domain_set_trusted_ca_db(domain, certificate);
    pn_ssl_domain_set_peer_authentication(domain, PN_SSL_VERIFY_PEER, NULL);
    pn_ssl_init(pn_ssl(transport), domain, NULL);
    pn_ssl_domain_free(domain);
    return transport;
}

static void read_arguments(char **argv) {
    container = argv[2];
    settled = strcmp(argv[3], "settled") == 0;
    single = strcmp(argv[3], "single") == 0;
    count = (unsigned)atoi(argv[4]);
    warming = (count + 9) / 10;
    target = warming;
    body_size = (size_t)atoi(argv[5]);
    in_flight = single ? 1 : (unsigned)atoi(argv[6]);
    refill = in_flight < 10 ? 1 : in_flight / 10;
    body = malloc(body_size);
    memset(body, 0x5A, body_size);
    times = calloc(count, sizeof *times);
    for (int i = 0; i < IDS; i++) snprintf(ids[i], sizeof ids[i], "msg-%010d", i);
}

static void complain(pn_condition_t *condition) {
    if (pn_condition_is_set(condition)) {
        fprintf(stderr, "%s: %s\n", pn_condition_get_name(condition), pn_condition_get_description(condition));
    }
}

int main(int argc, char **argv) {
    if (argc < 7) return 2;
    read_arguments(argv);
    message = pn_message();
    pn_proactor_t *proactor = pn_proactor();
    char address[64];
    pn_proactor_addr(address, sizeof address, "127.0.0.1", argv[1]);
    connection = pn_connection();
    pn_proactor_connect2(proactor, connection, argc > 7 ? secure(argv[7]) : NULL, address);

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
                case PN_TRANSPORT_CLOSED: complain(pn_transport_condition(pn_event_transport(event))); break;
                case PN_PROACTOR_INACTIVE: running = false; break;
                default: break;
            }
        }
        pn_proactor_done(proactor, batch);
    }
    return phase == CLOSING ? 0 : 1;
}
