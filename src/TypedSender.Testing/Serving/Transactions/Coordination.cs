using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Testing.Serving.Transactions;

/// <summary>
/// The control links and the transactions of one connection (AMQP 1.0, 4.1 to 4.4). Links are accepted and closed under the connection's lock; declares, discharges and the work of transactions
/// are done outside of it, by one thread at a time.
/// </summary>
internal sealed class Coordination(ServerConnection connection, InProcessBroker broker)
{
    private readonly List<CoordinatorLink> _links = [];
    private readonly Dictionary<TransactionId, BrokerTransaction> _transactions = [];
    private long _lastId;

    /// <summary>Accepts a control link, or says why not.</summary>
    public AmqpError? Accept(SessionEngine session, in Attach attach, BrokerConnection info, Action<string, string?> endSession)
    {
        if (broker.Coordinator.Capabilities.Count == 0 || !broker.Profile.HasTransactions)
        {
            return EngineError.Make(AmqpErrorConditions.NotImplemented, "this broker serves no transaction coordinator");
        }

        if (broker.Coordinator.RefusedLinks.Take() is { } refusal)
        {
            return refusal;
        }

        Attach answer = new()
        {
            Name = attach.Name,
            Handle = 0,
            Role = Role.Receiver,
            SndSettleMode = attach.SndSettleMode,
            RcvSettleMode = ReceiverSettleMode.First,
            Source = attach.Source,
            TargetTerminus = new Amqp.Messages.Coordinator { Capabilities = [.. broker.Coordinator.Capabilities] },
        };
        CoordinatorLink link = new(connection, this);
        ReceiverLink receiver = session.AcceptSender(attach, answer, link);
        _links.Add(link);
        link.Start(receiver, broker.Register(new BrokerLink(info, "$coordinator", isSender: true, attach, link.Detach, endSession)));
        return null;
    }

    /// <summary>The link is gone, or about to go: what it declared and did not discharge is rolled back (AMQP 1.0, 4.1). More than once does no harm.</summary>
    public void Close(CoordinatorLink link)
    {
        _links.Remove(link);
        link.Link.MarkClosed();
        foreach (BrokerTransaction transaction in Snapshot().Where(transaction => transaction.Link == link))
        {
            transaction.TryEnd(BrokerTransactionState.RolledBack);
            Forget(transaction);
        }
    }

    public void CloseLinksOf(SessionEngine session) => _links.FindAll(link => link.Receiver.Session == session).ForEach(Close);

    public void CloseAll() => _links.ToList().ForEach(Close);

    /// <summary>Declares or discharges. Returns the state to settle the request with; null for no answer.</summary>
    public DeliveryState? Answer(CoordinatorRequest request)
    {
        try
        {
            AmqpReader reader = new(request.Message);
            while (true)
            {
                AmqpDescriptor section = reader.ReadDescriptor();
                if (!section.Is(SectionCode.AmqpValue, "amqp:amqp-value:*"))
                {
                    // Other sections are ignored (AMQP 1.0, 4.2).
                    reader.Skip();
                    continue;
                }

                AmqpDescriptor body = reader.ReadDescriptor();
                return body.Is(Declare.DescriptorCode, "amqp:declare:list") ? BeginTransaction(request.Link, Declare.DecodeFields(ref reader))
                    : body.Is(Discharge.DescriptorCode, "amqp:discharge:list") ? End(request.Link, Discharge.DecodeFields(ref reader))
                    : Reject(AmqpErrorConditions.NotImplemented, "the body is neither a declare nor a discharge");
            }
        }
        catch (AmqpDecodeException exception)
        {
            return Reject(AmqpErrorConditions.DecodeError, exception.Message);
        }
    }

    /// <summary>Does the work of a transaction with a message, and returns the state to settle it with; null for none.</summary>
    public DeliveryState? Take(BrokerMessage message)
    {
        LinkProducer producer = message.Producer!;
        if (Find(message.TransactionId!) is not { State: BrokerTransactionState.Active } transaction || !IsWithin(transaction, producer.Receiver.Session))
        {
            message.Queue?.Discard();
            return Refuse(message.TransactionId!);
        }

        if (message.Queue is not { } queue)
        {
            return Reject(AmqpErrorConditions.NotFound, "the message names no queue in its property to");
        }

        Settlement? settlement = message.IsPresettled ? null : queue.Decide(message);
        IReadOnlyList<BrokerMessage> kept = connection.Split(message, ref settlement);
        if (!transaction.TryHold(queue, kept, settlement))
        {
            queue.Discard();
            return Refuse(message.TransactionId!);
        }

        return settlement is null or { IsSilent: true } ? null : transaction.GetState(settlement);
    }

    private static Rejected Reject(string condition, string description) => new() { Error = EngineError.Make(condition, description) };

    private DeliveryState BeginTransaction(CoordinatorLink link, in Declare declare)
    {
        if (declare.GlobalId is not null)
        {
            return Reject(AmqpErrorConditions.NotImplemented, "this coordinator takes no part in global transactions");
        }

        if (broker.Coordinator.RefusedDeclares.Take() is { } refusal)
        {
            return new Rejected { Error = refusal };
        }

        BrokerTransaction transaction;
        lock (_transactions)
        {
            if (!Offers(TxnCapability.MultiTxnsPerSsn) && _transactions.Values.Any(other => other.State == BrokerTransactionState.Active && other.Link.Receiver.Session == link.Receiver.Session))
            {
                return Reject(AmqpErrorConditions.NotAllowed, "there is a transaction on this session already");
            }

            transaction = new(broker.Coordinator, link, new TransactionId(BitConverter.GetBytes(++_lastId)));
            _transactions.Add(transaction.Id, transaction);
        }

        if (!link.Link.IsOpen)
        {
            // Close may have looked for the transactions of the link before this one was added.
            transaction.TryEnd(BrokerTransactionState.RolledBack);
            Forget(transaction);
        }

        return new Declared { TxnId = transaction.Id };
    }

    private DeliveryState? End(CoordinatorLink link, in Discharge discharge)
    {
        DischargeFault? fault = broker.Coordinator.TakeFault();
        if (fault == DischargeFault.AbortBefore)
        {
            connection.Abort();
            return null;
        }

        DeliveryState state = Find(discharge.TxnId) is { } transaction && transaction.Link == link ? End(transaction, discharge.Fail == true) : Refuse(discharge.TxnId);
        if (fault == DischargeFault.AbortAfter)
        {
            connection.Abort();
        }

        return fault is null ? state : null;
    }

    private DeliveryState End(BrokerTransaction transaction, bool fail)
    {
        AmqpError? refusal = fail ? null : broker.Coordinator.RefusedDischarges.Take();
        DeliveryState state = !transaction.TryEnd(fail || refusal is not null ? BrokerTransactionState.RolledBack : BrokerTransactionState.Committed) ? Refuse(transaction.Id)
            : refusal is null ? Accepted.Instance
            : new Rejected { Error = refusal };
        Forget(transaction);
        return state;
    }

    /// <summary>A transaction has been discharged, or its control link is gone. One that took too long is kept until then, for the answer that says so.</summary>
    private void Forget(BrokerTransaction transaction)
    {
        lock (_transactions)
        {
            _transactions.Remove(transaction.Id);
        }
    }

    private Rejected Refuse(TransactionId id) => Find(id)?.State == BrokerTransactionState.TimedOut
        ? Reject(AmqpErrorConditions.TransactionTimeout, "the transaction took too long, and was rolled back")
        : Reject(AmqpErrorConditions.TransactionUnknownId, $"there is no transaction {id} for this link");

    private bool IsWithin(BrokerTransaction transaction, SessionEngine session) => transaction.Link.Receiver.Session == session || Offers(TxnCapability.MultiSsnsPerTxn);

    private bool Offers(string capability) => broker.Coordinator.Capabilities.Any(offered => offered.Value == capability);

    private BrokerTransaction? Find(TransactionId id)
    {
        lock (_transactions)
        {
            return _transactions.GetValueOrDefault(id);
        }
    }

    private BrokerTransaction[] Snapshot()
    {
        lock (_transactions)
        {
            return [.. _transactions.Values];
        }
    }
}
