using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender;

/// <summary>The texts of what goes wrong with transactions and with sends in them: cause, values, next step; never a secret.</summary>
internal static class TransactionErrors
{
    private const string IsRolledBack = "The transaction is rolled back: none of its messages is stored. Send them again in a new one.";
    private const string NothingSent = "The message was not sent.";

    /// <summary>The peer refused the control link.</summary>
    public static SendFailure Refused(BrokerEndpoint endpoint, AmqpError? error) => new(
        SendReason.AddressRefused, $"{endpoint} refused the link to its transaction coordinator: {PeerErrors.Text(error)}. Use a broker that has transactions, or send without one.")
    {
        Error = error,
    };

    /// <summary>There is no link to the coordinator, and there was no token for the peer as a whole before.</summary>
    /// <param name="failure">Why there is no link.</param>
    /// <param name="refusal">Why there was no token.</param>
    public static SendFailure WithoutToken(SendFailure failure, SendFailure refusal) => new(
        failure.Reason, $"{failure.Message} No token was accepted on the connection before: {refusal.Message} Where the credential is for one address alone, open a sender for it before the first transaction (MessageSender.OpenAsync).", failure.Cause)
    {
        Error = failure.Error,
    };

    /// <summary>The time passed while the request waited for a token.</summary>
    public static SendFailure NoTokenInTime(TimeSpan timeout, SendFailure? obstacle) => new(
        SendReason.TimedOut,
        $"The request for a transaction timed out after {ErrorText.Duration(timeout)} while waiting for a token. Nothing was sent. {(obstacle is null ? $"Check what gives the tokens, and the broker's node '{PutToken.Node}'." : $"The last failure: {obstacle.Message}")}");

    /// <summary>The caller's token was cancelled while the request waited for a token of the credential.</summary>
    public static SendFailure CanceledWithoutToken() => new(SendReason.Canceled, "The request for a transaction was cancelled while waiting for a token. Nothing was sent.");

    /// <summary>The peer detached the control link, or ended its session.</summary>
    public static SendFailure Ended(BrokerEndpoint endpoint, AmqpError? error) => new(
        SendReason.LinkDetached, $"{endpoint} ended the link to its transaction coordinator: {PeerErrors.Text(error)}. Check the broker's log.")
    {
        Error = error,
    };

    /// <summary>The coordinator has no local transactions.</summary>
    public static SendFailure NoLocalTransactions(BrokerEndpoint endpoint, IEnumerable<AmqpSymbol> capabilities) => new(
        SendReason.CapabilityMissing,
        $"The transaction coordinator of {endpoint} has no local transactions: it {LimitErrors.Offers([.. capabilities.Select(static capability => capability.Value)])}. Use another broker, or send without a transaction.");

    /// <summary>The coordinator takes one transaction at a time.</summary>
    public static SendFailure OneAtATime(BrokerEndpoint endpoint) => new(
        SendReason.LimitReached,
        $"The transaction coordinator of {endpoint} takes one transaction at a time on a session: it does not offer {TxnCapability.MultiTxnsPerSsn}. End the present one first, or use another connection.");

    /// <summary>The id of a transaction is longer than its transfers can carry.</summary>
    public static SendFailure IdTooLong(BrokerEndpoint endpoint, TransactionId id) => new(
        SendReason.LimitReached, $"The transaction coordinator of {endpoint} gave an id of {ErrorText.Bytes(id.Bytes.Length)}, more than this client sends with each message. Report it to the maintainers of TypedSender.");

    /// <summary>The client was closed.</summary>
    public static SendFailure Closed() => new(SendReason.Closed, "The client was closed before the transaction was ended. Commit transactions before closing.");

    /// <summary>A transaction of another connection.</summary>
    public static ArgumentException OfOtherConnection(string address) => new(
        $"The transaction was begun on another connection than that of the sender for {ErrorText.Address(address)}. {NothingSent} Begin one by BeginTransactionAsync of the sender's client.", "transaction");

    /// <summary>The sender sends settled.</summary>
    public static InvalidOperationException SendsSettled(string address) => new(
        $"The sender for {ErrorText.Address(address)} sends settled, so that the peer would not say whether it took the message, and the transaction would be committed without it. {NothingSent} Send it unsettled, or without a transaction.");

    /// <summary>The peer has the link send settled, which a transaction cannot be told the outcome of.</summary>
    public static SendFailure PeerWantsSettled(string address) => new(
        SendReason.SettleModeMismatch,
        $"The peer agreed to the link to {ErrorText.Address(address)} for settled messages alone, so that it would not say whether it took one, and the transaction would be committed without it. {NothingSent} Send without a transaction, or ask for SenderSettleMode.Unsettled.");

    /// <summary>The message is for the queue of its sender, whose outcomes nobody awaits before the transaction ends.</summary>
    public static ArgumentException Queued(string address) => new(
        $"A message for the queue of the sender for {ErrorText.Address(address)} has a transaction, which would end without its outcome. {NothingSent} Send it by a method that returns its outcome, or enqueue it without a transaction.");

    /// <summary>The transport of the sender carries no transactions.</summary>
    public static NotSupportedException NotCarried(string address) => new(
        $"The transport of the sender for {ErrorText.Address(address)} carries no transactions. {NothingSent} Use a SendClient, or send without a transaction.");

    /// <summary>The coordinator refused a new transaction.</summary>
    public static SendOutcome NotDeclared(BrokerEndpoint endpoint, DeliveryState? state) => state is Rejected { Error: var error }
        ? SendOutcome.Rejected(new SendFailure(SendReason.Rejected, $"The transaction coordinator of {endpoint} refused a new transaction: {PeerErrors.Text(error)}. Nothing was sent.") { Error = error })
        : new SendFailure(SendReason.ProtocolViolation, $"The transaction coordinator of {endpoint} settled the request for a transaction without declaring one (AMQP 1.0, 4.2). Nothing was sent. Report it to the maker of the peer.").NotSent();

    /// <summary>The deadline of a request passed, or its token was cancelled.</summary>
    public static SendFailure GivenUp(ControlRequest request, SendReason reason) => new(
        reason,
        reason == SendReason.TimedOut
            ? $"{request.Name} timed out after {ErrorText.Duration(request.TimeLimit)}. Check the broker's load and log, or raise SendTimeout."
            : $"{request.Name} was cancelled.");

    /// <summary>The transaction of a message has ended before the message was sent.</summary>
    public static SendFailure NotActive(string address, AmqpTransactionState status, SendFailure? loss) => new(
        SendReason.TransactionEnded,
        $"{DescribeEnd(status)}{(loss is null ? "" : $" {loss.Message}")} The message to {ErrorText.Address(address)} was not sent. Begin another transaction for it.",
        loss?.Cause)
    {
        Error = loss?.Error,
    };

    /// <summary>The link of a sender is on another session than the transaction may be.</summary>
    public static SendFailure OtherSession(string address) => new(
        SendReason.TransactionEnded,
        $"The link to {ErrorText.Address(address)} is on another session than the transaction, and the coordinator does not offer {TxnCapability.MultiSsnsPerTxn}. {NothingSent} Use fewer senders per client, so that they share a session.");

    /// <summary>A message whose transaction was rolled back.</summary>
    public static SendFailure RolledBackSend(string address, SendFailure cause) => new(
        cause.Reason, $"{cause.Message} The message to {ErrorText.Address(address)} is not stored, as its transaction is rolled back. Send it again in a new one.", cause.Cause)
    {
        Error = cause.Error,
        Class = cause.Class,
    };

    /// <summary>The caller rolled the transaction back.</summary>
    public static SendFailure RolledBackByCaller() => new(SendReason.TransactionEnded, "The transaction was rolled back.");

    /// <summary>The token of a commit was cancelled while it waited for sends.</summary>
    public static SendFailure CanceledBeforeCommit() => new(SendReason.Canceled, "The commit was cancelled while it waited for the sends of the transaction to end. The transaction can still be committed or rolled back.");

    /// <summary>The commit did not leave.</summary>
    public static SendFailure NotBegunToCommit(SendFailure cause) => Extend(cause, "The commit was not sent. The transaction can still be committed or rolled back.");

    /// <summary>The transaction was lost before its commit left.</summary>
    public static SendFailure NotCommitted(SendFailure loss) => Extend(loss, IsRolledBack);

    /// <summary>The commit may have reached the coordinator.</summary>
    public static SendFailure MayBeCommitted(SendFailure cause) =>
        Extend(cause, "The transaction may have been committed: either all of its messages are stored, or none. Sending them again may store them twice.");

    /// <summary>A send of the transaction was no success.</summary>
    public static SendFailure MessageFailed(SendOutcome failed) => new(
        failed.Reason, $"The transaction was rolled back instead of committed, because a message of it was not taken: {OutcomeExceptions.Describe(failed, address: null)} None of its messages is stored.", failed.Cause)
    {
        Error = failed.Error,
        Class = FailureClassifier.Classify(failed),
    };

    /// <summary>The coordinator rejected the commit.</summary>
    public static SendFailure CommitRejected(AmqpError? error) => new(
        SendReason.Rejected,
        $"The peer did not commit the transaction: {PeerErrors.Text(error)}. {IsRolledBack}")
    {
        Error = error,
    };

    /// <summary>The coordinator settled the commit without an outcome, or with one that a commit cannot have.</summary>
    public static SendFailure CommitWithoutOutcome(DeliveryState? state) => MayBeCommitted(new SendFailure(
        state is null or Received ? SendReason.OutcomeMissing : SendReason.OutcomeUnknown, "The peer settled the commit of the transaction without an outcome that a commit can have."));

    /// <summary>The outcome of a rollback that the peer did not carry out, or did not answer; null if the transaction is rolled back.</summary>
    public static SendOutcome? FindRollbackFailure(in ControlReply reply) => reply switch
    {
        { Failure: { } failure } => Extend(failure, "The transaction is not committed; its messages may stay with the peer until the connection ends.") is var known && reply.MayHaveLeft
            ? known.Indeterminate()
            : known.NotSent(),
        { State: Accepted } => null,

        // It has ended already, and was not committed.
        { State: Rejected { Error.Condition.Value: AmqpErrorConditions.TransactionUnknownId or AmqpErrorConditions.TransactionRollback or AmqpErrorConditions.TransactionTimeout } } => null,
        _ => SendOutcome.Rejected(new SendFailure(
            SendReason.Rejected,
            $"The peer did not roll the transaction back: {PeerErrors.Text((reply.State as Rejected)?.Error)}. It is not committed; its messages may stay with the peer until the connection ends.")
        {
            Error = (reply.State as Rejected)?.Error,
        }),
    };

    /// <summary>Says why a transaction cannot be used any more.</summary>
    public static string DescribeEnd(AmqpTransactionState status) => status switch
    {
        AmqpTransactionState.Ending => "The transaction is being ended.",
        AmqpTransactionState.Committed => "The transaction has been committed.",
        AmqpTransactionState.RolledBack => "The transaction has been rolled back.",
        _ => "The commit of the transaction has no known end.",
    };

    private static SendFailure Extend(SendFailure cause, string result) => new(cause.Reason, $"{cause.Message} {result}", cause.Cause)
    {
        Error = cause.Error,
        Class = cause.Class,
    };
}
