using System.Net.Sockets;
using System.Reflection;
using TypedSender.Amqp.Messages;
using static TypedSender.Tests.Diagnostics.ConditionTable;
using static TypedSender.Tests.Diagnostics.ConditionTable.Expected;

namespace TypedSender.Tests.Diagnostics;

/// <summary>Every error condition, in every place where it may arrive.</summary>
public sealed class FailureClassifierTests
{
    [Theory]
    [MemberData(nameof(ConditionTable.Conditions), MemberType = typeof(ConditionTable))]
    public void A_condition_in_each_place(string condition, Expected[] expected) =>
        Assert.Equal(expected, Places.Select(place => Show(FailureClassifier.Classify(place, condition))));

    [Fact]
    public void Every_condition_of_the_specification_is_in_the_table()
    {
        string[] defined = [.. typeof(AmqpErrorConditions).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetValue(null)!)];

        Assert.Equal(28, defined.Length);
        Assert.Equal(defined.Order(), FailureClassifier.Conditions.Where(condition => condition.StartsWith("amqp:", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public void Every_condition_in_the_table_is_tested() =>
        Assert.Empty(FailureClassifier.Conditions.Except(Conditions.Select(row => (string)row[0])));

    [Theory]
    [InlineData(SendReason.Rejected, Permanent)]
    [InlineData(SendReason.Released, Transient)]
    [InlineData(SendReason.Modified, Transient)]
    [InlineData(SendReason.Canceled, Permanent)]
    [InlineData(SendReason.TimedOut, Transient)]
    [InlineData(SendReason.QueueFull, Transient)]
    [InlineData(SendReason.ConnectionFailed, Transient)]
    [InlineData(SendReason.ConnectionLost, Transient)]
    [InlineData(SendReason.AuthenticationFailed, Auth)]
    [InlineData(SendReason.TlsFailed, Permanent)]
    [InlineData(SendReason.ProtocolMismatch, Permanent)]
    [InlineData(SendReason.ProtocolViolation, Protocol)]
    [InlineData(SendReason.AddressRefused, Permanent)]
    [InlineData(SendReason.LinkDetached, Transient)]
    [InlineData(SendReason.SessionEnded, Transient)]
    [InlineData(SendReason.MessageTooLarge, Permanent)]
    [InlineData(SendReason.EncodingFailed, Permanent)]
    [InlineData(SendReason.SourceFailed, Permanent)]
    [InlineData(SendReason.TransactionEnded, Permanent)]
    [InlineData(SendReason.Closed, Permanent)]
    [InlineData(SendReason.LimitReached, Permanent)]
    [InlineData(SendReason.OutcomeMissing, Permanent)]
    [InlineData(SendReason.OutcomeUnknown, Permanent)]
    public void A_reason_without_a_condition(SendReason reason, Expected expected) =>
        Assert.Equal(expected, Show(FailureClassifier.Classify(reason, condition: null)));

    [Theory]
    [InlineData(1, Auth, false)]
    [InlineData(2, Auth, false)]
    [InlineData(3, Auth, false)]
    [InlineData(4, Transient, true)]
    [InlineData(9, Auth, false)]
    public void A_login_that_is_refused(byte saslCode, Expected expected, bool isTransient)
    {
        SendFailure failure = LoginErrors.Refused(new BrokerEndpoint("localhost", 5672, useTls: false), new LoginAttempt(new PasswordCredential("guest", "guest")), saslCode);

        Assert.Equal(expected, Show(failure.Class));
        Assert.Equal(isTransient, failure.IsTransient);
        Assert.Equal(expected, Show(FailureClassifier.Classify(SendErrors.Lost("orders", failure, hasLeft: false).NotSent())));
    }

    [Theory]
    [InlineData(OpenPhase.GettingCredential)]
    [InlineData(OpenPhase.Connecting)]
    [InlineData(OpenPhase.Securing)]
    [InlineData(OpenPhase.Header)]
    [InlineData(OpenPhase.Authenticating)]
    [InlineData(OpenPhase.Authenticated)]
    [InlineData(OpenPhase.Opening)]
    [InlineData(OpenPhase.Beginning)]
    internal void A_peer_that_hangs_up_or_stays_silent_while_a_connection_is_opened_may_come_back(OpenPhase phase)
    {
        SendFailure[] failures =
        [
            ConnectionErrors.ClosedWhileOpening("localhost", 5672, phase, null),
            ConnectionErrors.ClosedWhileOpening("localhost", 5672, phase, new SocketException((int)SocketError.ConnectionReset)),
            ConnectionErrors.OpenTimedOut("localhost", 5672, phase, TimeSpan.FromSeconds(15)),
        ];

        Assert.All(failures, failure => Assert.Equal(FailureClass.Transient, failure.Class));
        Assert.All(failures, failure => Assert.True(failure.ToException().IsTransient));
    }

    [Theory]
    [InlineData(SocketError.ConnectionRefused)]
    [InlineData(SocketError.ConnectionReset)]
    [InlineData(SocketError.HostNotFound)]
    [InlineData(SocketError.HostUnreachable)]
    [InlineData(SocketError.TimedOut)]
    public void A_socket_that_cannot_be_connected_may_be_connected_later(SocketError error) =>
        Assert.Equal(FailureClass.Transient, ConnectionErrors.ConnectFailed("localhost", 5672, new SocketException((int)error)).Class);

    [Fact]
    public void A_message_that_is_undeliverable_here_is_not_sent_here_again()
    {
        Assert.Equal(FailureClass.Transient, FailureClassifier.Classify(SendOutcome.Modified(deliveryFailed: true)));
        Assert.Equal(FailureClass.Permanent, FailureClassifier.Classify(SendOutcome.Modified(undeliverableHere: true)));
    }

    [Theory]
    [MemberData(nameof(ConditionTable.ProtocolConditions), MemberType = typeof(ConditionTable))]
    public void A_broken_protocol_is_transient_only_where_a_new_beginning_mends_it(string condition, bool expected)
    {
        SendFailure failure = new(SendReason.SessionEnded, "ended") { Error = new AmqpError { Condition = condition } };

        Assert.Equal(FailureClass.Protocol, failure.Class);
        Assert.Equal(expected, failure.ToException().IsTransient);
    }

    [Theory]
    [InlineData("amqp:resource-limit-exceeded", "Send it again later: the condition is one of load.")]
    [InlineData("amqp:internal-error", "Send it again: the cause lies with the peer, and may pass.")]
    [InlineData("amqp:precondition-failed", "Correct the message: the same one will be rejected again.")]
    public void A_rejection_says_what_to_do(string condition, string expected) => Assert.Equal(
        $"The peer rejected the message to 'orders': {condition}. It was not stored. {expected}",
        OutcomeExceptions.For(SendOutcome.Rejected(new AmqpError { Condition = condition }), "orders").Message);
}
