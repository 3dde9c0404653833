using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace TypedSender.Hosting.Tests;

/// <summary>What a host says at its start about a configuration that is wrong.</summary>
public class ValidationTests
{
    private const string Client = "TypedSender, the client 'messaging': ";

    public static TheoryData<string, string, string> Faults => new()
    {
        { "TypedSender:messaging:Hsot", "broker", "The key 'TypedSender:messaging:Hsot' is not known. The nearest known: 'Host', 'Hosts' and 'Port'. Correct it, or remove it." },
        { "TypedSender:messaging:Passwort", "{password}", "The key 'TypedSender:messaging:Passwort' is not known. The nearest known: 'Password'. Correct it, or remove it." },
        { "TypedSender:messaging:Port", "{password}", "The value of the key 'TypedSender:messaging:Port' is not a whole number. Write a whole number, or remove the key for the default." },
        { "TypedSender:messaging:UseTls", "on", "The value of the key 'TypedSender:messaging:UseTls' is not true or false. Write true or false, or remove the key for the default." },
        { "TypedSender:messaging:SendTimeout", "30", "The value of the key 'TypedSender:messaging:SendTimeout' is not a duration as hh:mm:ss, such as 00:01:30. Write a duration as hh:mm:ss, such as 00:01:30, or remove the key for the default." },
        { "TypedSender:messaging:SendTimeout", "00:30", "The value of the key 'TypedSender:messaging:SendTimeout' is not a duration as hh:mm:ss, such as 00:01:30. Write a duration as hh:mm:ss, such as 00:01:30, or remove the key for the default." },
        { "TypedSender:messaging:SendTimeout", "00:00:90", "The value of the key 'TypedSender:messaging:SendTimeout' is not a duration as hh:mm:ss, such as 00:01:30. Write a duration as hh:mm:ss, such as 00:01:30, or remove the key for the default." },
        { "TypedSender:messaging:SendTimeout", "24:00:00", "The value of the key 'TypedSender:messaging:SendTimeout' is not a duration as hh:mm:ss, such as 00:01:30. Write a duration as hh:mm:ss, such as 00:01:30, or remove the key for the default." },
        { "TypedSender:messaging:SendTimeout", "Infinite", "The value of the key 'TypedSender:messaging:SendTimeout' is not a duration as hh:mm:ss, such as 00:01:30. Write a duration as hh:mm:ss, such as 00:01:30, or remove the key for the default." },
        { "TypedSender:messaging:Transport", "Udp", "The value of the key 'TypedSender:messaging:Transport' is not one of Tcp, WebSocket. Write one of Tcp, WebSocket, or remove the key for the default." },
        { "TypedSender:messaging:Hosts", "a,b", "The key 'TypedSender:messaging:Hosts' has a single value and is a list. Write 'TypedSender:messaging:Hosts:0', 'TypedSender:messaging:Hosts:1' and so on, or [ ] in JSON." },
        { "TypedSender:messaging:Hosts:eu:name", "{password}", "An entry of the key 'TypedSender:messaging:Hosts' has keys beneath it and is a single value. Write 'TypedSender:messaging:Hosts:0' with a text as value." },
        { "TypedSender:messaging:WebSocketHeaders:x:name", "{password}", "An entry of the key 'TypedSender:messaging:WebSocketHeaders' has keys beneath it and is a single value. Write 'TypedSender:messaging:WebSocketHeaders:name' with a text as value." },
        { "TypedSender:messaging:Host:Name", "broker", "The key 'TypedSender:messaging:Host' has keys beneath it and is a single value. Write a text." },
        { "TypedSender:messaging", "amqp://user:{password}@broker", "The section 'TypedSender:messaging' has a value and no keys. Write its keys, such as 'TypedSender:messaging:Host'; a connection string goes to 'ConnectionStrings:messaging'." },
        { "TypedSender:messaging:ChannelMax", "70000", "The value of the key 'TypedSender:messaging:ChannelMax' cannot be used. ChannelMax is 70000. Give a number from 0 to 65535." },
        { "ConnectionStrings:messaging", "amqp:/user:{password}@broker", "The connection string 'ConnectionStrings:messaging' cannot be used. The URL" },
        { "TypedSender:messaging:ConnectionString", "http://user:{password}@broker", "The connection string 'TypedSender:messaging:ConnectionString' cannot be used. The URL" },
        { "TypedSender:messaging:CreditTimeout", "-00:00:01", "The value of the key 'TypedSender:messaging:CreditTimeout' cannot be used. CreditTimeout is -00:00:01. Give zero or more." },
        { "ConnectionStrings:mesaging", "amqp://broker", "Nothing says where to connect to. Set 'ConnectionStrings:messaging', such as amqp://localhost, or 'TypedSender:messaging:Host'. There is the connection string 'mesaging'." },
        { "ConnectionStrings:messaging", "", "Nothing says where to connect to. Set 'ConnectionStrings:messaging', such as amqp://localhost, or 'TypedSender:messaging:Host'. It is there, and empty." },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_host_does_not_start_with_a_wrong_configuration_and_says_why(string key, string value, string text)
    {
        HostApplicationBuilder builder = Hosts.Create((key, Canary.In(value)));
        builder.AddTypedSenderClient("messaging");
        using IHost host = builder.Build();

        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync().Within());

        Assert.StartsWith(Client + text, Assert.Single(exception.Failures));
        Assert.DoesNotContain(Canary.Mark, exception.ToString());
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once()
    {
        HostApplicationBuilder builder = Hosts.Create(("TypedSender:messaging:Hots", "a"), ("TypedSender:messaging:Port", "b"), ("ConnectionStrings:messaging", "http://broker"));
        builder.AddTypedSenderClient("messaging");
        using IHost host = builder.Build();

        Assert.Equal(3, (await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync().Within())).Failures.Count());
    }

    [Fact]
    public async Task All_that_is_out_of_range_is_said_at_once_by_key_and_value()
    {
        HostApplicationBuilder builder = Hosts.Create(
            ("TypedSender:messaging:Hsot", "a"), ("TypedSender:messaging:SendTimeout", "00:00:00"), ("TypedSender:messaging:MaxFrameSize", "511"), ("TypedSender:messaging:CreditTimeout", "-00:00:01"),
            ("TypedSender:messaging:Port", "70000"), ("TypedSender:messaging:TlsHost", Canary.In("amqp://user:{password}@broker")), ("TypedSender:messaging:Transport", "Udp"),
            ("TypedSender:messaging:ChannelMax", "1"));
        builder.AddTypedSenderClient("messaging", configureOptions: options => options.ChannelMax = -1);
        using IHost host = builder.Build();

        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync().Within());

        Assert.Equal(
            [
                "The key 'TypedSender:messaging:Hsot' is not known. The nearest known: 'Host', 'Hosts' and 'Port'. Correct it, or remove it.",
                "The value of SendClientOptions.ChannelMax cannot be used. ChannelMax is -1. Give a number from 0 to 65535.",
                "The value of the key 'TypedSender:messaging:CreditTimeout' cannot be used. CreditTimeout is -00:00:01. Give zero or more.",
                "The value of the key 'TypedSender:messaging:MaxFrameSize' cannot be used. MaxFrameSize is 511. Give a number from 512 to 2147483647.",
                "The value of the key 'TypedSender:messaging:Port' cannot be used. Port is 70000. Give a number from 1 to 65535.",
                "The value of the key 'TypedSender:messaging:SendTimeout' cannot be used. SendTimeout is 00:00:00. Give a time above zero and up to 49 days, or Timeout.InfiniteTimeSpan (-00:00:00.001) for ever.",
                "The value of the key 'TypedSender:messaging:TlsHost' cannot be used. SendClientOptions.TlsHost is no host name or address. Give the name or address alone, without scheme, user, port and path; SendClientOptions.FromUrl reads URLs.",
                "The value of the key 'TypedSender:messaging:Transport' is not one of Tcp, WebSocket. Write one of Tcp, WebSocket, or remove the key for the default.",
            ],
            exception.Failures.Select(static text => text[Client.Length..]).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(Canary.Mark, exception.ToString());
    }

    [Fact]
    public async Task What_the_connection_string_replaces_is_not_looked_at()
    {
        HostApplicationBuilder builder = Hosts.Create(("ConnectionStrings:messaging", "amqp://broker"), ("TypedSender:messaging:Port", "70000"));
        builder.AddTypedSenderClient("messaging");
        using IHost host = builder.Build();

        await host.StartAsync().Within();
        await host.StopAsync().Within();
    }

    [Fact]
    public async Task A_duration_may_be_for_ever()
    {
        HostApplicationBuilder builder = Hosts.Create(("ConnectionStrings:messaging", "amqp://broker"), ("TypedSender:messaging:SendTimeout", "-00:00:00.001"));
        builder.AddTypedSenderClient("messaging");
        using IHost host = builder.Build();

        await host.StartAsync().Within();

        Assert.Equal(Timeout.InfiniteTimeSpan, host.Services.GetRequiredService<IOptionsMonitor<SendClientOptions>>().Get("messaging").SendTimeout);
        await host.StopAsync().Within();
    }

    [Fact]
    public void A_section_that_has_those_of_clients_is_not_that_of_one()
    {
        IConfigurationRoot configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("TypedSender:messaging:Host", (string?)"broker")]).Build();
        ServiceCollection services = new();
        services.AddTypedSender().Bind(configuration.GetSection("TypedSender"));
        using ServiceProvider provider = services.BuildServiceProvider();

        Assert.EndsWith(
            "Correct it, or remove it. If it is the section of the client, give Bind that one.",
            Assert.Single(Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<ISendClient>()).Failures));
    }

    [Fact]
    public async Task A_delegate_that_cannot_read_the_connection_string_gives_nothing_of_it_away()
    {
        HostApplicationBuilder builder = Hosts.Create(("ConnectionStrings:messaging", Canary.Password));
        builder.AddTypedSenderClient("messaging").ReadConnectionString(static (options, text) => options.Port = int.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
        using IHost host = builder.Build();

        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync().Within());

        Assert.Equal(
            [$"{Client}The connection string 'ConnectionStrings:messaging' cannot be used. The delegate of ReadConnectionString threw FormatException. Let it throw an ArgumentException that says what is wrong, without a secret."],
            exception.Failures);
        Assert.DoesNotContain(Canary.Mark, exception.ToString());
    }

    [Fact]
    public async Task A_client_of_code_that_says_no_host_does_not_go_to_localhost()
    {
        HostApplicationBuilder builder = Hosts.Create();
        builder.Services.AddTypedSender();
        using IHost host = builder.Build();

        Assert.Equal(
            ["TypedSender, the client without a name: Nothing says where to connect to. Set SendClientOptions.Host or Hosts in AddTypedSender, or bind the client to a section of the configuration."],
            (await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync().Within())).Failures);
    }

    [Fact]
    public void A_key_that_is_too_long_is_not_shown()
    {
        IConfigurationRoot configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create($"TypedSender:{Canary.Password}{new string('x', 64)}", (string?)"1")]).Build();
        ServiceCollection services = new();
        services.AddTypedSender().Bind(configuration.GetSection("TypedSender"));
        using ServiceProvider provider = services.BuildServiceProvider();

        OptionsValidationException exception = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<ISendClient>());

        Assert.Contains("characters in the section 'TypedSender' is not known. Remove it.", exception.Message);
        Assert.DoesNotContain(Canary.Mark, exception.Message);
    }
}
