using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TypedSender.Hosting.Tests;

/// <summary>What a host says at its start about sections that no client reads.</summary>
public class UnreadSectionTests
{
    public static TheoryData<string, string> Unread => new()
    {
        { "TypedSender:mesaging:SendTimeout", "No client reads the section 'TypedSender:mesaging'. The nearest name of a client: 'messaging'. Correct the name, or remove the section if nothing else reads it." },
        { "TypedSender:SendTimeout", "No client reads the key 'TypedSender:SendTimeout': settings stand in the section of a client. The nearest name of a client: 'messaging'. Move it to 'TypedSender:messaging:SendTimeout'." },
        { "TypedSender:xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx:Host", "No client reads a key of 65 characters in the section 'TypedSender'. Remove it." },
    };

    [Theory]
    [MemberData(nameof(Unread))]
    public async Task A_section_that_no_client_reads_is_a_warning(string key, string text)
    {
        HostApplicationBuilder builder = Hosts.Create(("ConnectionStrings:messaging", "amqp://broker"), (key, Canary.Password));
        builder.AddTypedSenderClient("messaging");

        Assert.Equal([text], await StartAsync(builder));
    }

    [Fact]
    public async Task Sections_that_clients_read_are_none_however_they_came_to_them()
    {
        HostApplicationBuilder builder = Hosts.Create(
            ("TypedSender:messaging:Host", "a"), ("TypedSender:EU:Host", "b"), ("TypedSender:us:Host", "c"), ("TypedSender:clients:asia:Host", "d"), ("TypedSender:empty", null), ("Other:messaging:Host", "e"));
        builder.AddTypedSenderClient("messaging");
        builder.AddTypedSenderClient("messaging").AddReadingSender();
        builder.AddKeyedTypedSenderClient("eu");
        builder.AddKeyedTypedSenderClient("empty", configureOptions: options => options.Host = "f");
        builder.Services.AddTypedSender("us").Bind(builder.Configuration.GetSection("TypedSender:us"));
        builder.Services.AddTypedSender("asia").Bind(builder.Configuration.GetSection("TypedSender:clients:asia"));

        Assert.Empty(await StartAsync(builder));
    }

    [Fact]
    public async Task Nothing_is_said_where_no_client_takes_the_section_by_its_name()
    {
        HostApplicationBuilder builder = Hosts.Create(("TypedSender:Host", "a"), ("TypedSender:other:Host", "b"), ("Broker:Host", "c"));
        builder.Services.AddTypedSender().Bind(builder.Configuration.GetSection("Broker"));

        Assert.Empty(await StartAsync(builder));
    }

    [Fact]
    public async Task A_client_without_an_address_is_told_of_the_section_that_was_mistyped()
    {
        HostApplicationBuilder builder = Hosts.Create(("TypedSender:mesaging:Host", "broker"));
        builder.AddTypedSenderClient("messaging");
        using IHost host = builder.Build();

        Assert.EndsWith(
            "or 'TypedSender:messaging:Host'. No client reads the section 'TypedSender:mesaging'. The nearest name of a client: 'messaging'. Correct the name, or remove the section if nothing else reads it.",
            Assert.Single((await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync().Within())).Failures));
    }

    private static async Task<IEnumerable<string>> StartAsync(HostApplicationBuilder builder)
    {
        EventLog<(LogLevel Level, EventId Id, string Text)> log = builder.Record();
        using IHost host = builder.Build();
        await host.StartAsync().Within();
        await host.StopAsync().Within();
        Assert.DoesNotContain(log.Items, static record => record.Text.Contains(Canary.Mark, StringComparison.Ordinal));
        return log.Items.Where(static record => record is { Level: LogLevel.Warning, Id.Id: 6002 }).Select(static record => record.Text);
    }
}
