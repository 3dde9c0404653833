using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace TypedSender.Tool.Doctor;

/// <summary>Takes one connection to a broker step by step, and finds out which step fails and why.</summary>
internal sealed class Diagnosis
{
    private static readonly TimeSpan ClosingTime = TimeSpan.FromMilliseconds(500);

    // The client's own time-out comes first: it says what was awaited.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(200);

    private readonly SendClientOptions _options;
    private readonly BrokerHost _host;
    private readonly string? _address;
    private readonly TimeProvider _timeProvider;
    private readonly List<DiagnosisStep> _steps = [];

    /// <param name="options">Where, and as whom; its time-outs are replaced.</param>
    /// <param name="address">What to attach a link to; null for none.</param>
    /// <param name="timeProvider">Measures the steps.</param>
    /// <exception cref="ArgumentException">An option is not usable.</exception>
    public Diagnosis(SendClientOptions options, string? address, TimeProvider timeProvider)
    {
        (_options, _address, _timeProvider) = (options, address, timeProvider);
        _host = SendClientSettings.Create(options).Hosts[0];
    }

    /// <summary>Host and port, for people.</summary>
    public string Endpoint => _host.ToString();

    /// <summary>Runs the steps until one fails. Never throws but for <paramref name="cancellationToken"/>.</summary>
    /// <param name="timeout">For all steps together.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<DiagnosisStep>> RunAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(timeout + Grace, _timeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        long start = _timeProvider.GetTimestamp();
        if (await ResolveAsync(timeout, either.Token).ConfigureAwait(false))
        {
            TimeSpan left = timeout - _timeProvider.GetElapsedTime(start);
            _options.OpenTimeout = left > Grace ? left : Grace;
            (_options.DrainTimeout, _options.CloseTimeout) = (TimeSpan.Zero, ClosingTime);
            await ConnectAsync(either.Token).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        AddSkipped();
        return _steps;
    }

    private async Task<bool> ResolveAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        string name = _host.Endpoint.Host;
        if (IPAddress.TryParse(name, out _))
        {
            _steps.Add(new DiagnosisStep("DNS", Verdict.Skipped, TimeSpan.Zero, $"{name} is an address"));
            return true;
        }

        long start = _timeProvider.GetTimestamp();
        try
        {
            IPAddress[] addresses = await Dns.GetHostAddressesAsync(name, cancellationToken).ConfigureAwait(false);
            Add("DNS", Verdict.Good, start, $"{name} is {string.Join(", ", addresses.Select(static address => address.ToString()))}");
            return true;
        }
        catch (SocketException exception)
        {
            Add("DNS", Verdict.Bad, start, $"The name '{name}' cannot be resolved ({exception.Message.TrimEnd('.')}). Correct the host in the URL, or the name server of this machine.");
        }
        catch (OperationCanceledException)
        {
            Add("DNS", Verdict.Bad, start, $"The name server has not answered in {ErrorText.Duration(timeout)}. Look at the network, or write the address of the host in the URL.");
        }

        return false;
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        OpenSteps opening = new(_timeProvider);
        _options.OnOpenPhase = opening.Note;
        await using SendClient client = new(_options);
        SendClientConnection? opened = null;
        string failure = "";
        opening.Start();
        try
        {
            await client.OpenAsync(cancellationToken).ConfigureAwait(false);
            opened = client.Connection;
        }
        catch (SendException exception)
        {
            failure = ErrorTexts.Of(exception);
        }
        catch (OperationCanceledException)
        {
            failure = $"{Endpoint} has not answered in time.";
        }

        IReadOnlyList<(string Name, TimeSpan Elapsed)> steps = opening.End();
        for (int index = 0; index < steps.Count; index++)
        {
            bool isBad = failure.Length > 0 && index == steps.Count - 1;
            _steps.Add(new DiagnosisStep(steps[index].Name, isBad ? Verdict.Bad : Verdict.Good, steps[index].Elapsed, isBad ? failure : Describe(steps[index].Name, opened)));
        }

        if (failure.Length == 0)
        {
            await AttachAsync(client, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task AttachAsync(SendClient client, CancellationToken cancellationToken)
    {
        if (_address is null)
        {
            _steps.Add(new DiagnosisStep("attach", Verdict.Skipped, TimeSpan.Zero, "no address is given; name a queue by --address"));
            return;
        }

        long start = _timeProvider.GetTimestamp();
        try
        {
            MessageSender sender = client.GetMessageSender(_address);
            await sender.OpenAsync(cancellationToken).ConfigureAwait(false);
            string limit = sender.Attachment?.MaxMessageSize is { } most ? $"messages of up to {ErrorText.Bytes(most)}" : "messages of any size";
            Add("attach", Verdict.Good, start, $"{ErrorText.Address(_address)} takes {limit}");
        }
        catch (Exception exception) when (exception is SendException or ArgumentException)
        {
            Add("attach", Verdict.Bad, start, ErrorTexts.Of(exception));
        }
        catch (OperationCanceledException)
        {
            Add("attach", Verdict.Bad, start, $"{Endpoint} has not answered the attach of {ErrorText.Address(_address)} in time. Look at the log of the broker.");
        }
    }

    private string Describe(string step, SendClientConnection? opened) => step switch
    {
        "TCP" => $"port {_host.Endpoint.Port} is open",
        "TLS" => $"the certificate is trusted, and made out to '{_host.Tls?.TargetHost}'",
        "SASL" when _options.UserName is { } user => $"logged in as '{ErrorText.FromPeer(user)}'",
        "SASL" => "no user in the URL: ANONYMOUS is enough",
        "open" when opened is not null => DescribePeer(opened),
        _ => "",
    };

    private static string DescribePeer(SendClientConnection opened)
    {
        string product = string.Join(' ', from key in (string[])["product", "version"] where opened.Properties.GetValueOrDefault(key) is string select (string)opened.Properties[key]!);
        string frames = string.Create(CultureInfo.InvariantCulture, $"frames of up to {opened.MaxFrameSize:N0} bytes, {opened.ChannelMax + 1:N0} sessions");
        return $"{(product.Length > 0 ? ErrorText.FromPeer(product) + ", " : "")}container '{ErrorText.FromPeer(opened.ContainerId)}', {frames}";
    }

    private void Add(string name, Verdict verdict, long start, string text) => _steps.Add(new DiagnosisStep(name, verdict, _timeProvider.GetElapsedTime(start), text));

    /// <summary>Puts the steps that were not come to where they belong.</summary>
    private void AddSkipped()
    {
        string[] order = ["DNS", "TCP", "TLS", "SASL", "open", "attach"];
        bool hasFailed = _steps.Exists(static step => step.Verdict == Verdict.Bad);
        for (int index = 0; index < order.Length; index++)
        {
            string name = order[index];
            if (_steps.Exists(step => step.Name == name))
            {
                continue;
            }

            string reason = name == "TLS" && !_host.Endpoint.UseTls ? "not used: a URL with amqps:// uses it" : hasFailed ? "not reached" : "not needed";
            int before = _steps.FindIndex(step => Array.IndexOf(order, step.Name) > index);
            _steps.Insert(before < 0 ? _steps.Count : before, new DiagnosisStep(name, Verdict.Skipped, TimeSpan.Zero, reason));
        }
    }
}
