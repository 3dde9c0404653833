namespace TypedSender.ScriptedFaults.Tests;

/// <summary>The faults that this project makes, by where they strike. Each has exactly one test.</summary>
internal static class FaultNames
{
    public static readonly string[] Connecting =
    [
        "connect_refused", "connect_blackhole", "dns_fail", "accept_then_rst", "accept_then_fin", "accept_then_mute", "http_response_instead", "amqp091_header_reply",
        "wrong_version_header", "header_split_1_byte", "tls_handshake_stall", "tls_cut_mid_handshake", "sasl_mechanisms_empty", "sasl_no_common_mechanism", "sasl_outcome",
        "sasl_frame_oversize", "scram_downgrade", "scram_bad_signature", "scram_huge_iteration_count", "scram_nonce_not_extended", "credential_provider_hangs",
        "credential_provider_throws",
    ];

    public static readonly string[] Opening =
    [
        "open_never", "open_then_close_error", "open_max_frame_511", "open_max_frame_512", "open_channel_max_0", "open_idle_1ms", "open_idle_null", "open_redirect",
        "begin_never", "begin_wrong_remote_channel",
    ];

    public static readonly string[] Attaching =
    [
        "attach_never", "attach_refused_null_target_then_detach", "attach_wrong_name", "attach_wrong_role", "attach_handle_max_exceeded", "attach_max_message_size_1",
        "attach_echoes_other_settle_modes", "attach_redirect", "redirect_loop", "redirect_unlisted_host", "redirect_tls_to_plain", "relay_refused",
        "detach_before_credit", "detach_closed_false_to_our_close", "detach_crossing_detach", "resume_outcome_in_map", "resume_received_partway", "resume_absent",
        "resume_absent_settled_first", "resume_without_map", "resume_incomplete_map", "resume_not_implemented",
    ];

    public static readonly string[] Credit =
    [
        "credit_never", "credit_1_at_a_time", "credit_revoked", "credit_drain", "credit_overflow_2^32", "flow_before_attach", "flow_unknown_handle", "flow_echo_storm",
        "window_0_then_open", "window_shrinks_below_sent", "flow_batch_disposition_same_read",
    ];

    public static readonly string[] Dispositions =
    [
        "dispo_never", "dispo_accept_late_after_cancel", "dispo_duplicate", "dispo_unknown_id", "dispo_range_across_wrap", "dispo_range_2^32", "dispo_reversed_first_last",
        "dispo_no_state_settled", "dispo_received_nonterminal_then_accepted", "dispo_unsettled_then_settled", "dispo_rejected_full_error", "dispo_released",
        "dispo_modified_undeliverable", "dispo_transactional_state", "dispo_wrong_role", "dispo_on_closed_link", "dispo_for_aborted", "unknown_outcome_descriptor",
    ];

    public static readonly string[] Deaths =
    [
        "rst_before_transfer", "rst_mid_frame", "rst_between_frames_of_one_message", "rst_after_last_byte", "fin_half_close", "freeze_after_open", "freeze_in_flight",
        "close_forced_in_flight", "end_in_flight", "detach_forced_in_flight", "slow_reader_zero_tcp_window", "trickle_1_byte_per_s", "close_never_answered",
        "10_000_empty_frames",
    ];

    public static readonly string[] Tokens = ["token_slow", "token_refused", "token_expired_in_flight", "token_provider_hangs"];

    public static readonly string[] Management =
    [
        "node_attach_refused", "node_reply_never", "node_reply_unknown_id", "node_detach_before_reply",
    ];

    public static readonly string[] Transactions =
    [
        "coordinator_refuses_declare", "coordinator_dies_before_discharge", "coordinator_dies_after_discharge", "discharge_never_answered",
    ];

    public static readonly string[] Queueing = ["queue_full_while_closing", "queue_cut_while_full"];

    public static readonly string[] WebSocket = ["proxy_dead", "proxy_asks_twice", "upgrade_refused"];

    public static readonly string[] Bodies =
    [
        "stream_throws_midway", "stream_throws_at_once", "stream_ends_early", "stream_miscounts", "stream_never_returns", "stream_cancelled_midway", "stream_rst_midway",
        "stream_detach_midway", "stream_too_large_midway",
    ];

    public static IEnumerable<string> All => [.. Connecting, .. WebSocket, .. Opening, .. Attaching, .. Credit, .. Dispositions, .. Deaths, .. Tokens, .. Management, .. Transactions, .. Queueing, .. Bodies];
}
