namespace TypedSender;

/// <summary>How one encoded message is to be sent.</summary>
/// <param name="MessageFormat">Its format (AMQP 1.0, 2.7.5).</param>
/// <param name="Due">The tick of its deadline, or <see cref="SendTransport.DueLater"/>.</param>
/// <param name="Options">What it does otherwise than its sender.</param>
internal readonly record struct SendTerms(uint MessageFormat, long Due, SendOptions Options);
