using Microsoft.Extensions.Configuration;

namespace TypedSender.Tests.Sending;

/// <summary>Options as the binder of Microsoft.Extensions.Configuration fills them: it sets properties to their own values, too.</summary>
public sealed class ConfigurationTests
{
    [Fact]
    public void Hosts_alone_are_all_the_hosts_there_are()
        => Assert.Equal(["one:5672", "two:5673"], Places(("Hosts:0", "one"), ("Hosts:1", "two:5673")));

    [Fact]
    public void A_host_comes_before_the_list() => Assert.Equal(["localhost:5673", "one:5673"], Places(("Host", "localhost"), ("Port", "5673"), ("Hosts:0", "one")));

    [Fact]
    public void Without_any_it_is_this_machine() => Assert.Equal(["localhost:5671"], Places(("UseTls", "true")));

    [Fact]
    public void A_url_that_is_bound_over_keeps_its_path_to_itself()
    {
        SendClientOptions options = SendClientOptions.FromUrl($"amqp://localhost/{Canary.Password}");
        Configuration(("MessagingSystem", "rabbitmq"), ("VirtualHostForm", "Prefixed")).Bind(options);

        VirtualHost bound = Assert.Single(SendClientSettings.Create(options).Hosts).VirtualHost;
        Assert.Equal($"vhost:{Canary.Password}", bound.Hostname);
        Assert.DoesNotContain(Canary.Mark, $"{bound} {bound.Text}", StringComparison.Ordinal);
    }

    private static IEnumerable<string> Places(params (string Key, string Value)[] settings)
    {
        SendClientOptions options = new();
        Configuration(settings).Bind(options);
        return SendClientSettings.Create(options).Endpoints.Select(endpoint => endpoint.ToString());
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).Build();
}
