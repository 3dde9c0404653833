using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace TypedSender.Hosting.Tests;

/// <summary>How the configuration becomes options.</summary>
public class BindingTests
{
    /// <summary>Options that no text stands for.</summary>
    private static readonly string[] OfCodeAlone =
    [
        nameof(SendClientOptions.ClientCertificates), nameof(SendClientOptions.ConnectStream), nameof(SendClientOptions.ConnectionProperties), nameof(SendClientOptions.Credential), nameof(SendClientOptions.Hook),
        nameof(SendClientOptions.LoggerFactory), nameof(SendClientOptions.Proxy), nameof(SendClientOptions.RedirectCredential), nameof(SendClientOptions.RetryPolicy), nameof(SendClientOptions.TimeProvider),
        nameof(SendClientOptions.TrustedAuthorities),
    ];

    [Fact]
    public void The_keys_are_the_options_and_settings()
    {
        string[] options = [.. typeof(SendClientOptions).GetProperties().Select(static property => property.Name).Except(OfCodeAlone)];

        Assert.Equal(options.Concat(typeof(TypedSenderSettings).GetProperties().Select(static property => property.Name)).Order(), SettingKeys.All.Keys.Order());
        Assert.Equal(options.Order(), typeof(SectionOptions).GetProperties().Select(static property => property.Name).Order());
    }

    [Fact]
    public void Each_key_is_bound()
    {
        SendClientOptions defaults = new();
        foreach (PropertyInfo property in typeof(SectionOptions).GetProperties())
        {
            SettingKind kind = SettingKeys.All[property.Name];
            string value = kind.Expected switch
            {
                "true or false" => Invert(typeof(SendClientOptions).GetProperty(property.Name)!.GetValue(defaults)),
                "a whole number" => "4321",
                "a text" => "text",
                { } text when text.StartsWith("a duration", StringComparison.Ordinal) => "00:01:23",
                { } text when text.StartsWith("one of ", StringComparison.Ordinal) => text.Split(' ')[^1],
                _ => "item",
            };
            string key = kind == SettingKind.List ? $"{property.Name}:0" : kind == SettingKind.Map ? $"{property.Name}:name" : property.Name;
            SendClientOptions options = Bind((key, value));

            object? bound = typeof(SendClientOptions).GetProperty(property.Name)!.GetValue(options);
            object? found = bound switch
            {
                IEnumerable<string> list => list.Single(),
                IDictionary<string, string> map => map["name"],
                _ => Convert.ToString(bound, System.Globalization.CultureInfo.InvariantCulture),
            };
            Assert.Equal((property.Name, value), (property.Name, found));
        }
    }

    [Fact]
    public void Hosts_replace_the_host()
    {
        SendClientOptions options = Bind(("Host", "localhost"), ("Hosts:0", "a"), ("Hosts:1", "b:5673"));

        Assert.Null(options.Host);
        Assert.Equal(["a", "b:5673"], options.Hosts);
    }

    [Fact]
    public void The_connection_string_replaces_the_address_of_the_section_and_no_more()
    {
        HostApplicationBuilder builder = Hosts.Create(
            ("ConnectionStrings:messaging", "amqps://broker.example"), ("TypedSender:messaging:ConnectionString", "amqp://other.example"), ("TypedSender:messaging:Host", "localhost"),
            ("TypedSender:messaging:Hosts:0", "third.example"), ("TypedSender:messaging:Port", "1"), ("TypedSender:messaging:UserName", "clerk"), ("TypedSender:messaging:SendTimeout", "00:00:07"));
        builder.AddTypedSenderClient("messaging", configureOptions: options => options.ContainerId = "desk");
        using IHost host = builder.Build();

        SendClientOptions options = host.Services.GetRequiredService<IOptionsMonitor<SendClientOptions>>().Get("messaging");

        Assert.Equal(("broker.example", null, true, "clerk"), (options.Host, options.Port, options.UseTls, options.UserName));
        Assert.Empty(options.Hosts);
        Assert.Equal((TimeSpan.FromSeconds(7), "desk"), (options.SendTimeout, options.ContainerId));
    }

    [Fact]
    public void Settings_in_code_come_after_the_configuration()
    {
        HostApplicationBuilder builder = Hosts.Create(("ConnectionStrings:messaging", "amqp://broker.example"));
        builder.AddTypedSenderClient("messaging", settings => settings.ConnectionString = "amqp://other.example");
        using IHost host = builder.Build();

        Assert.Equal("other.example", host.Services.GetRequiredService<IOptionsMonitor<SendClientOptions>>().Get("messaging").Host);
    }

    [Fact]
    public void A_connection_string_of_another_form_is_read_by_a_delegate()
    {
        HostApplicationBuilder builder = Hosts.Create(("ConnectionStrings:messaging", "Endpoint=broker.example"));
        builder.AddTypedSenderClient("messaging").ReadConnectionString((options, text) => options.Host = text["Endpoint=".Length..]);
        using IHost host = builder.Build();

        Assert.Equal("broker.example", host.Services.GetRequiredService<IOptionsMonitor<SendClientOptions>>().Get("messaging").Host);
    }

    private static string Invert(object? value) => value is true ? "False" : "True";

    private static SendClientOptions Bind(params (string Key, string Value)[] values)
    {
        ClientRegistration client = new("", null)
        {
            Section = new ConfigurationBuilder().AddInMemoryCollection(values.Select(static pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))).Build(),
        };
        SendClientOptions options = new();
        Assert.Empty(SettingsCheck.Find(client.Section));
        SettingsBinding.Apply(client, options, new TypedSenderSettings());
        return options;
    }
}
