using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.Tests.Opening;

/// <summary>Target and source of an attach, as options and interfaces ask for them and the peer confirms them (AMQP 1.0, 3.5.3 and 3.5.4).</summary>
public sealed class TerminusFieldTests
{
    [Fact]
    public async Task What_is_not_asked_for_is_not_sent()
    {
        Attach attach = await AttachAsync(new SenderOptions());

        // Trailing nulls and defaults are left out (1.4): a target is its address alone, and a source nothing.
        Assert.Equal("005329C00801A1056E6F746573", Encode(attach.TargetTerminus!));
        Assert.Equal("00532845", Encode(attach.SourceTerminus!));
    }

    [Fact]
    public async Task The_target_has_durability_expiry_time_out_and_capabilities()
    {
        Attach attach = await AttachAsync(new SenderOptions
        {
            Target = new AmqpTarget
            {
                Durability = TerminusDurability.Configuration,
                ExpiryPolicy = TerminusExpiryPolicy.LinkDetach,
                Timeout = TimeSpan.FromMinutes(5),
                Capabilities = ["queue", "shared"],
            },
        });

        Target target = attach.Target!;
        Assert.Equal(("notes", TerminusDurability.Configuration, "link-detach", 300u, false), (target.Address, target.Durable, target.ExpiryPolicy.Value, target.Timeout, target.Dynamic));
        Assert.Null(target.DynamicNodeProperties);
        Assert.Equal(["queue", "shared"], target.Capabilities!.Select(capability => capability.Value));

        // Address, uint 1, symbol, uint 300, null, null, array of two symbols (3.5.4 and 1.6).
        Assert.Equal(
            "005329C02F07" + "A1056E6F746573" + "5201" + "A30B6C696E6B2D646574616368" + "700000012C" + "40" + "40" + "E00F02A305717565756506736861726564",
            Encode(target));
    }

    [Theory]
    [InlineData(TerminusExpiryPolicy.SessionEnd, "session-end")]
    [InlineData(TerminusExpiryPolicy.LinkDetach, "link-detach")]
    [InlineData(TerminusExpiryPolicy.ConnectionClose, "connection-close")]
    [InlineData(TerminusExpiryPolicy.Never, "never")]
    public async Task Each_expiry_policy_has_its_symbol(TerminusExpiryPolicy policy, string symbol)
    {
        Attach attach = await AttachAsync(new SenderOptions { Target = new AmqpTarget { ExpiryPolicy = policy } });

        Assert.Equal(symbol, attach.Target!.ExpiryPolicy.Value);
    }

    [Fact]
    public async Task An_interface_asks_for_what_it_and_its_bases_say_and_the_nearer_wins()
    {
        Attach attach = await AttachAsync<IDurableSender>(null);

        Target target = attach.Target!;
        Assert.Equal((TerminusDurability.UnsettledState, "connection-close", 90u), (target.Durable, target.ExpiryPolicy.Value, target.Timeout));
        Assert.Equal(["queue", "shared"], target.Capabilities!.Select(capability => capability.Value));
    }

    [Fact]
    public async Task Options_come_before_the_interface_and_capabilities_of_both_count()
    {
        Attach attach = await AttachAsync<IDurableSender>(new SenderOptions
        {
            Target = new AmqpTarget { Address = "elsewhere", Durability = TerminusDurability.None, Timeout = TimeSpan.Zero, Capabilities = ["topic", "queue"] },
        });

        Target target = attach.Target!;
        Assert.Equal(("elsewhere", TerminusDurability.None, "connection-close", 0u), (target.Address, target.Durable, target.ExpiryPolicy.Value, target.Timeout));
        Assert.Equal(["queue", "shared", "topic"], target.Capabilities!.Select(capability => capability.Value));
    }

    [Theory]
    [InlineData(DynamicNodeLifetime.DeleteOnClose, 0x2bul)]
    [InlineData(DynamicNodeLifetime.DeleteOnNoLinks, 0x2cul)]
    [InlineData(DynamicNodeLifetime.DeleteOnNoMessages, 0x2dul)]
    [InlineData(DynamicNodeLifetime.DeleteOnNoLinksOrMessages, 0x2eul)]
    public async Task A_dynamic_target_has_no_address_and_a_lifetime_policy(DynamicNodeLifetime lifetime, ulong descriptor)
    {
        Attach attach = await AttachAsync(new SenderOptions { Target = AmqpTarget.Dynamic(lifetime, "queue") });

        Target target = attach.Target!;
        Assert.Null(target.Address);
        Assert.True(target.Dynamic);
        var policy = Assert.IsType<AmqpDescribed>(target.DynamicNodeProperties![new AmqpSymbol("lifetime-policy")]);
        Assert.Equal(descriptor, policy.Descriptor);
        Assert.Empty(Assert.IsType<List<object?>>(policy.Value));
        Assert.Single(target.DynamicNodeProperties);
        Assert.Equal("queue", Assert.Single(target.Capabilities!).Value);
    }

    [Fact]
    public async Task Node_properties_have_one_distribution_mode_or_an_array_and_those_of_a_broker()
    {
        Target one = (await AttachAsync(Dynamic(new AmqpDynamicNode { DistributionModes = [AmqpDistributionMode.Move], Properties = new Dictionary<string, object?> { ["x-group"] = 7 } }))).Target!;
        Target both = (await AttachAsync(Dynamic(new AmqpDynamicNode { DistributionModes = [AmqpDistributionMode.Copy, AmqpDistributionMode.Move] }))).Target!;
        Target none = (await AttachAsync(Dynamic(new AmqpDynamicNode()))).Target!;

        Assert.Equal(new AmqpSymbol("move"), one.DynamicNodeProperties![new AmqpSymbol("supported-dist-modes")]);
        Assert.Equal(7, one.DynamicNodeProperties[new AmqpSymbol("x-group")]);
        Assert.Equal([new AmqpSymbol("copy"), new AmqpSymbol("move")], Assert.IsType<AmqpArray>(both.DynamicNodeProperties![new AmqpSymbol("supported-dist-modes")]).Items);
        Assert.Null(none.DynamicNodeProperties);

        static SenderOptions Dynamic(AmqpDynamicNode node) => new() { Target = new AmqpTarget { DynamicNode = node } };
    }

    [Fact]
    public async Task The_source_has_every_field()
    {
        Attach attach = await AttachAsync(new SenderOptions
        {
            Source = new AmqpSource
            {
                Address = "here",
                Durability = TerminusDurability.UnsettledState,
                ExpiryPolicy = TerminusExpiryPolicy.Never,
                Timeout = TimeSpan.FromSeconds(4294967295),
                DistributionMode = AmqpDistributionMode.Copy,
                Filters = new Dictionary<string, AmqpDescribed> { ["selector"] = new(0x468C00000004ul, "color = 'green'") },
                DefaultOutcome = DeliveryOutcome.Modified,
                Outcomes = [DeliveryOutcome.Accepted, DeliveryOutcome.Rejected, DeliveryOutcome.Released, DeliveryOutcome.Modified],
                Capabilities = ["x-source"],
            },
        });

        Source source = attach.Source!;
        Assert.Equal(("here", TerminusDurability.UnsettledState, "never", uint.MaxValue), (source.Address, source.Durable, source.ExpiryPolicy.Value, source.Timeout));
        Assert.Equal("copy", source.DistributionMode!.Value.Value);
        Assert.Equal(new AmqpDescribed(0x468C00000004ul, "color = 'green'"), source.Filter![new AmqpSymbol("selector")]);
        Assert.Equal(new Modified { DeliveryFailed = true }, source.DefaultOutcome);
        Assert.Equal(["amqp:accepted:list", "amqp:rejected:list", "amqp:released:list", "amqp:modified:list"], source.Outcomes!.Select(outcome => outcome.Value));
        Assert.Equal("x-source", Assert.Single(source.Capabilities!).Value);
    }

    [Fact]
    public async Task The_attachment_shows_what_the_peer_confirmed()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSession()
            .ExpectAttach().Respond(attach => Expectations.Mirror(attach) with
            {
                Target = new Target
                {
                    Address = "made",
                    Durable = TerminusDurability.Configuration,
                    ExpiryPolicy = "never",
                    Timeout = 7,
                    Dynamic = true,
                    DynamicNodeProperties = new AmqpMap
                    {
                        { new AmqpSymbol("lifetime-policy"), new AmqpDescribed(new AmqpSymbol("amqp:delete-on-no-links:list"), new List<object?>()) },
                        { new AmqpSymbol("supported-dist-modes"), new AmqpSymbol("move") },
                        { new AmqpSymbol("x-node"), "n" },
                    },
                    Capabilities = ["queue"],
                },
                Source = new Source { ExpiryPolicy = "x-other", Outcomes = ["amqp:released:list", "x-other:list"], DefaultOutcome = Released.Instance },
            }).AnswerClosing());
        await using var client = new SendClient(peer.Url);
        MessageSender sender = client.GetMessageSender(new SenderOptions { Target = AmqpTarget.Dynamic() });

        await sender.OpenAsync().Within();
        SenderAttachment attachment = sender.Attachment!;
        await client.CloseAsync().Within();

        Assert.Equal("made", attachment.Address);
        Assert.Equal(
            new AmqpTarget
            {
                Address = "made",
                Durability = TerminusDurability.Configuration,
                ExpiryPolicy = TerminusExpiryPolicy.Never,
                Timeout = TimeSpan.FromSeconds(7),
                DynamicNode = new AmqpDynamicNode
                {
                    Lifetime = DynamicNodeLifetime.DeleteOnNoLinks,
                    DistributionModes = [AmqpDistributionMode.Move],
                    Properties = new Dictionary<string, object?> { ["x-node"] = "n" },
                },
                Capabilities = ["queue"],
            },
            attachment.Target);
        Assert.Equal(
            new AmqpSource { Durability = TerminusDurability.None, Timeout = TimeSpan.Zero, Outcomes = [DeliveryOutcome.Released], DefaultOutcome = DeliveryOutcome.Released },
            attachment.Source);
    }

    [Fact]
    public async Task A_delivery_that_is_settled_without_an_outcome_has_the_default_one_of_the_source()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSession()
            .ExpectAttach().Respond().SendCredit(10).ExpectDelivery(out Captured<Transfer> delivery).SendDisposition(delivery, state: null).AnswerClosing());
        await using var client = new SendClient(peer.Url);
        MessageSender sender = client.GetMessageSender("notes", new SenderOptions { Source = new AmqpSource { DefaultOutcome = DeliveryOutcome.Released } });

        Assert.Equal(SendOutcome.Released, await sender.SendForOutcomeAsync(new AmqpMessage { Value = 1 }).Within());
        await client.CloseAsync().Within();
    }

    [Theory]
    [MemberData(nameof(Unusable))]
    public void Values_that_cannot_be_sent_are_refused(SenderOptions options, string text)
    {
        var client = new SendClient("amqp://127.0.0.1");

        Assert.StartsWith(text, Assert.ThrowsAny<ArgumentException>(() => client.GetSender<INoteSender>(options)).Message);
    }

    public static TheoryData<SenderOptions, string> Unusable() => new()
    {
        { new SenderOptions { Target = new AmqpTarget { Address = " " } }, "Target.Address is empty." },
        { new SenderOptions { Target = new AmqpTarget { Durability = (TerminusDurability)3 } }, "Target.Durability is 3. Give a number from 0 to 2." },
        { new SenderOptions { Target = new AmqpTarget { ExpiryPolicy = (TerminusExpiryPolicy)4 } }, "Target.ExpiryPolicy is 4." },
        { new SenderOptions { Target = new AmqpTarget { Timeout = TimeSpan.FromSeconds(-1) } }, "Target.Timeout is -00:00:01. Give whole seconds from 0 to 4294967295 (AMQP 1.0, 3.5.4)." },
        { new SenderOptions { Target = new AmqpTarget { Timeout = TimeSpan.FromSeconds(1.5) } }, "Target.Timeout is 00:00:01.5000000. Give whole seconds" },
        { new SenderOptions { Target = new AmqpTarget { Timeout = TimeSpan.FromSeconds(4294967296) } }, "Target.Timeout is" },
        { new SenderOptions { Target = new AmqpTarget { Capabilities = ["größe"] } }, "Target.Capabilities has the entry 'größe'." },
        { new SenderOptions { Target = AmqpTarget.Dynamic((DynamicNodeLifetime)9) }, "Target.DynamicNode.Lifetime is 9." },
        { new SenderOptions { Target = new AmqpTarget { DynamicNode = new AmqpDynamicNode { DistributionModes = [(AmqpDistributionMode)2] } } }, "Target.DynamicNode.DistributionModes is 2." },
        { new SenderOptions { Target = new AmqpTarget { DynamicNode = new AmqpDynamicNode { Properties = new Dictionary<string, object?> { ["a"] = new Uri("urn:b") } } } }, "Target.DynamicNode.Properties has the entry 'a' with a value that AMQP cannot carry" },
        { new SenderOptions { Target = AmqpTarget.Dynamic() with { Address = "q" } }, "Target has an address and a dynamic node." },
        { new SenderOptions { Address = "q", Target = AmqpTarget.Dynamic() }, "Address is 'q', and Target has a dynamic node, whose address the peer chooses. Leave one of them null." },
        { new SenderOptions { Address = "q", Target = new AmqpTarget { Address = "r" } }, "Address is 'q', and Target has the address 'r'. Leave one of them null." },
        { new SenderOptions { Source = new AmqpSource { Address = "" } }, "Source.Address is empty." },
        { new SenderOptions { Source = new AmqpSource { DistributionMode = (AmqpDistributionMode)2 } }, "Source.DistributionMode is 2." },
        { new SenderOptions { Source = new AmqpSource { DefaultOutcome = (DeliveryOutcome)4 } }, "Source.DefaultOutcome is 4." },
        { new SenderOptions { Source = new AmqpSource { Outcomes = [(DeliveryOutcome)4] } }, "Source.Outcomes is 4." },
        { new SenderOptions { Source = new AmqpSource { Filters = new Dictionary<string, AmqpDescribed> { ["é"] = new(1ul, 1) } } }, "Source.Filters has the entry 'é'." },
        { new SenderOptions { Source = new AmqpSource { Durability = (TerminusDurability)3 } }, "Source.Durability is 3." },
    };

    [Fact]
    public void An_address_with_a_password_is_refused_without_it()
    {
        var client = new SendClient("amqp://127.0.0.1");

        ArgumentException refused = Assert.Throws<ArgumentException>(() => client.GetSender<INoteSender>(new SenderOptions { Target = new AmqpTarget { Address = $"amqp://user:{Canary.Password}@host/q" } }));

        Assert.StartsWith("Target.Address holds a user name or a password", refused.Message);
        Assert.DoesNotContain(Canary.Mark, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_without_a_target_make_no_sender_without_an_interface()
    {
        var client = new SendClient("amqp://127.0.0.1");

        Assert.StartsWith("The options name no target.", Assert.Throws<ArgumentException>(() => client.GetMessageSender(new SenderOptions { Target = new AmqpTarget { Capabilities = ["queue"] } })).Message);
        Assert.StartsWith("SenderOptions.Target has a dynamic node, and the sender is to be for 'q'.", Assert.Throws<ArgumentException>(() => client.GetMessageSender("q", new SenderOptions { Target = AmqpTarget.Dynamic() })).Message);
    }

    [Fact]
    public void Targets_are_copied_and_senders_of_equal_ones_are_one()
    {
        var client = new SendClient("amqp://127.0.0.1");
        List<string> capabilities = ["queue"];
        SenderOptions options = new() { Target = new AmqpTarget { Address = "q", Capabilities = capabilities } };

        MessageSender sender = client.GetMessageSender(options);
        capabilities.Add("shared");

        Assert.Same(sender, client.GetMessageSender(new SenderOptions { Target = new AmqpTarget { Address = "q", Capabilities = ["queue"] } }));
        Assert.NotSame(sender, client.GetMessageSender(new SenderOptions { Target = new AmqpTarget { Address = "q", Capabilities = capabilities } }));
        Assert.Equal("q", sender.Address);
    }

    private static string Encode(Terminus terminus)
    {
        AmqpBuffer buffer = new();
        AmqpWriter writer = new(buffer);
        terminus.Encode(ref writer);
        writer.Flush();
        return Convert.ToHexString(buffer.WrittenSpan);
    }

    private static Task<Attach> AttachAsync(SenderOptions? options) => AttachAsync<INoteSender>(options);

    private static async Task<Attach> AttachAsync<T>(SenderOptions? options)
        where T : class, ITypedSender<T>
    {
        Captured<Attach>? attach = null;
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSession()
            .ExpectAttach().Capture(out attach).Respond().AnswerClosing());
        await using var client = new SendClient(peer.Url);

        await client.GetMessageSender(client.GetSender<T>(options)).OpenAsync().Within();
        await client.CloseAsync().Within();
        await peer.Completion.Within();
        return attach!.Value;
    }
}
