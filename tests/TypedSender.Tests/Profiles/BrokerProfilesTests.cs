using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Tests.Diagnostics;

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

    [Theory]
    [MemberData(nameof(ConditionTable.OfBrokers), MemberType = typeof(ConditionTable))]
    public void A_condition_means_what_the_broker_means_by_it(AmqpBrokerKind kind, string? condition, ConditionTable.Expected[] expected) =>
        Assert.Equal(expected, ConditionTable.Places.Select(place => ConditionTable.Show(FailureClassifier.Classify(place, condition, BrokerProfiles.Find(kind)))));

    [Fact]
    public void Every_condition_of_a_profile_is_tested() => Assert.All(
        BrokerProfiles.All,
        profile => Assert.Empty(profile.Conditions.Keys.Except(ConditionTable.OfBrokers.Where(row => (AmqpBrokerKind)row[0] == profile.Kind).Select(row => (string?)row[1]))));

    [Fact]
    public void A_vendors_own_condition_means_the_same_whatever_broker_is_named() => Assert.All(
        ConditionTable.Conditions.Where(row => BrokerProfiles.VendorConditions.ContainsKey((string)row[0])),
        row => Assert.All(
            BrokerProfiles.All,
            profile => Assert.Equal(
                (ConditionTable.Expected[])row[1],
                ConditionTable.Places.Select(place => ConditionTable.Show(FailureClassifier.Classify(place, (string)row[0], profile))))));

    /// <summary>RabbitMQ up to 3.13 settles wrong ranges, and adds a grant to what is outstanding.</summary>
    [Theory]
    [InlineData("RabbitMQ", "2.7.0", PeerQuirks.SettlesWrongRanges | PeerQuirks.MiscountsCredit)]
    [InlineData("RabbitMQ", "3.10.8", PeerQuirks.SettlesWrongRanges | PeerQuirks.MiscountsCredit)]
    [InlineData("RabbitMQ", "3.13.7", PeerQuirks.SettlesWrongRanges | PeerQuirks.MiscountsCredit)]
    [InlineData("RabbitMQ", "4.0.1", PeerQuirks.None)]
    [InlineData("RabbitMQ", "4.0.2", PeerQuirks.None)]
    [InlineData("RabbitMQ", "", PeerQuirks.None)]
    [InlineData("RabbitMQ", null, PeerQuirks.None)]
    [InlineData("Tanzu RabbitMQ", "1.2.3", PeerQuirks.None)]
    [InlineData("Another", "3.10.8", PeerQuirks.None)]
    [InlineData(null, "3.10.8", PeerQuirks.None)]
    public void The_flaws_of_a_peer_follow_from_what_it_says_of_itself(string? product, string? version, object flaws) =>
        Assert.Equal(flaws, PeerProfiles.GetQuirks(new AmqpMap { { new AmqpSymbol("product"), product }, { new AmqpSymbol("version"), version } }));

    [Fact]
    public void A_peer_that_says_nothing_of_itself_has_no_flaws()
    {
        Assert.Equal(PeerQuirks.None, PeerProfiles.GetQuirks(null));
        Assert.Equal(PeerQuirks.None, PeerProfiles.GetQuirks([]));
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
