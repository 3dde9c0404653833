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
        { "TypedSender:messaging:SendTimeout", "30", "The value of the key 'TypedSender:messaging:SendTimeout' is not a duration as hh:mm:ss, such as 00:00:30. Write a duration as hh:mm:ss, such as 00:00:30, or remove the key for the default." },
        { "TypedSender:messaging:Transport", "Udp", "The value of the key 'TypedSender:messaging:Transport' is not one of Tcp, WebSocket. Write one of Tcp, WebSocket, or remove the key for the default." },
        { "TypedSender:messaging:Hosts", "a,b", "The key 'TypedSender:messaging:Hosts' has a single value and is a list. Write 'TypedSender:messaging:Hosts:0', 'TypedSender:messaging:Hosts:1' and so on, or [ ] in JSON." },
        { "TypedSender:messaging:Host:Name", "broker", "The key 'TypedSender:messaging:Host' has keys beneath it and is a single value. Write a text." },
        { "TypedSender:messaging", "amqp://user:{password}@broker", "The section 'TypedSender:messaging' has a value and no keys. Write its keys, such as 'TypedSender:messaging:Host'; a connection string goes to 'ConnectionStrings:messaging'." },
        { "TypedSender:messaging:ChannelMax", "70000", "ChannelMax is 70000. Give a number from 0 to 65535." },
        { "ConnectionStrings:messaging", "amqp:/user:{password}@broker", "The connection string 'ConnectionStrings:messaging' cannot be used. The URL" },
        { "TypedSender:messaging:ConnectionString", "http://user:{password}@broker", "The connection string 'TypedSender:messaging:ConnectionString' cannot be used. The URL" },
        { "TypedSender:messaging:CreditTimeout", "-00:00:01", "TypedSenderSettings.CreditTimeout is -00:00:01. Give zero or more." },
        { "ConnectionStrings:mesaging", "amqp://broker", "Nothing says where to connect to. Set 'ConnectionStrings:messaging', such as amqp://localhost, or 'TypedSender:messaging:Host'. There is the connection string 'mesaging'." },
        { "ConnectionStrings:messaging", "", "Nothing says where to connect to. Set 'ConnectionStrings:messaging', such as amqp://localhost, or 'TypedSender:messaging:Host'. It is there, and empty." },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_host_does_not_start_with_a_wrong_configuration_and_says_why(string key, string value, string text)
    {
        HostApplicationBuilder builder = Hosts.Create((key, Canary.In(value)));
        if (text.StartsWith("ChannelMax", StringComparison.Ordinal) || text.StartsWith("TypedSenderSettings", StringComparison.Ordinal))
        {
            builder.Configuration["TypedSender:messaging:Host"] = "broker";
        }

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
