using TypedSender.Amqp;
using TypedSender.Amqp.Engine;

namespace TypedSender.Tests.Profiles;

/// <summary>What is known of each kind, and what peers say of themselves.</summary>
public sealed class BrokerProfilesTests
{
    [Fact]
    public void Every_kind_has_one_profile_and_no_other_value_has()
    {
        Assert.Equal(Enum.GetValues<AmqpBrokerKind>(), BrokerProfiles.All.Select(profile => profile.Kind));
        Assert.All(Enum.GetValues<AmqpBrokerKind>(), kind => Assert.Equal(kind, BrokerProfiles.Find(kind)!.Kind));
        Assert.Null(BrokerProfiles.Find((AmqpBrokerKind)7));
        Assert.Null(BrokerProfiles.Find((AmqpBrokerKind)(-1)));
    }

    /// <summary>Kind; condition; with a rejected message, with a refused link, with a detach.</summary>
    [Theory]
    [InlineData(AmqpBrokerKind.Generic, null, FailureClass.Permanent, FailureClass.Permanent, FailureClass.Transient)]
    [InlineData(AmqpBrokerKind.Generic, "amqp:resource-limit-exceeded", FailureClass.Busy, FailureClass.Busy, FailureClass.Busy)]
    [InlineData(AmqpBrokerKind.Generic, "failed", FailureClass.Permanent, FailureClass.Permanent, FailureClass.Transient)]
    [InlineData(AmqpBrokerKind.RabbitMq, null, FailureClass.Transient, FailureClass.Permanent, FailureClass.Transient)]
    [InlineData(AmqpBrokerKind.RabbitMq, "com.example:odd", FailureClass.Permanent, FailureClass.Permanent, FailureClass.Transient)]
    [InlineData(AmqpBrokerKind.RabbitMq, "amqp:resource-limit-exceeded", FailureClass.Busy, FailureClass.Busy, FailureClass.Busy)]
    [InlineData(AmqpBrokerKind.ServiceBus, null, FailureClass.Transient, FailureClass.Transient, FailureClass.Transient)]
    [InlineData(AmqpBrokerKind.ServiceBus, "com.example:odd", FailureClass.Transient, FailureClass.Transient, FailureClass.Transient)]
    [InlineData(AmqpBrokerKind.ServiceBus, "amqp:resource-limit-exceeded", FailureClass.Permanent, FailureClass.Permanent, FailureClass.Permanent)]
    [InlineData(AmqpBrokerKind.ServiceBus, "amqp:not-found", FailureClass.Permanent, FailureClass.Permanent, FailureClass.Permanent)]
    [InlineData(AmqpBrokerKind.EventHubs, null, FailureClass.Transient, FailureClass.Transient, FailureClass.Transient)]
    [InlineData(AmqpBrokerKind.EventHubs, "amqp:resource-limit-exceeded", FailureClass.Permanent, FailureClass.Permanent, FailureClass.Permanent)]
    [InlineData(AmqpBrokerKind.Artemis, "failed", FailureClass.Transient, FailureClass.Transient, FailureClass.Transient)]
    [InlineData(AmqpBrokerKind.Artemis, null, FailureClass.Permanent, FailureClass.Permanent, FailureClass.Transient)]
    public void A_condition_means_what_the_broker_means_by_it(AmqpBrokerKind kind, string? condition, object message, object refusal, object loss) => Assert.Equal(
        [message, refusal, loss],
        new[] { SendReason.Rejected, SendReason.AddressRefused, SendReason.LinkDetached }
            .Select(place => (object)FailureClassifier.Classify(place, condition, BrokerProfiles.Find(kind))));

    [Theory]
    [InlineData("com.microsoft:server-busy", FailureClass.Busy)]
    [InlineData("com.microsoft:timeout", FailureClass.Busy)]
    [InlineData("com.microsoft:argument-error", FailureClass.Permanent)]
    public void A_vendors_own_condition_means_the_same_whatever_broker_is_named(string condition, object expected) =>
        Assert.All(BrokerProfiles.All, profile => Assert.Equal(expected, FailureClassifier.Classify(SendReason.Rejected, condition, profile)));

    /// <summary>RabbitMQ up to 3.13 settles wrong ranges, and adds a grant to what is outstanding.</summary>
    [Theory]
    [InlineData("RabbitMQ", "2.7.0", PeerFlaws.SettlesWrongRanges | PeerFlaws.MiscountsCredit)]
    [InlineData("RabbitMQ", "3.10.8", PeerFlaws.SettlesWrongRanges | PeerFlaws.MiscountsCredit)]
    [InlineData("RabbitMQ", "3.13.7", PeerFlaws.SettlesWrongRanges | PeerFlaws.MiscountsCredit)]
    [InlineData("RabbitMQ", "4.0.1", PeerFlaws.None)]
    [InlineData("RabbitMQ", "4.0.2", PeerFlaws.None)]
    [InlineData("RabbitMQ", "", PeerFlaws.None)]
    [InlineData("RabbitMQ", null, PeerFlaws.None)]
    [InlineData("Tanzu RabbitMQ", "1.2.3", PeerFlaws.None)]
    [InlineData("Another", "3.10.8", PeerFlaws.None)]
    [InlineData(null, "3.10.8", PeerFlaws.None)]
    public void The_flaws_of_a_peer_follow_from_what_it_says_of_itself(string? product, string? version, object flaws) =>
        Assert.Equal(flaws, PeerProfiles.GetFlaws(new AmqpMap { { new AmqpSymbol("product"), product }, { new AmqpSymbol("version"), version } }));

    [Fact]
    public void A_peer_that_says_nothing_of_itself_has_no_flaws()
    {
        Assert.Equal(PeerFlaws.None, PeerProfiles.GetFlaws(null));
        Assert.Equal(PeerFlaws.None, PeerProfiles.GetFlaws([]));
        Assert.False(PeerProfiles.PrefixesVirtualHosts(null));
    }

    [Fact]
    public void A_kind_that_is_none_is_refused()
    {
        const string Text = "Broker is 42, which is no kind of broker. Give a member of AmqpBrokerKind, or leave it null.";

        Assert.StartsWith(Text, Assert.Throws<ArgumentOutOfRangeException>(() => SendClientSettings.Create(new SendClientOptions { Broker = (AmqpBrokerKind)42 })).Message, StringComparison.Ordinal);
        Assert.StartsWith(Text, Assert.Throws<ArgumentOutOfRangeException>(() => SenderSettings.Create(new SenderOptions { Broker = (AmqpBrokerKind)42 })).Message, StringComparison.Ordinal);
    }
}
